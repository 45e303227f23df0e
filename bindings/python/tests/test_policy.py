"""Policies, by keyword, by dictionary and by file."""

import copy
import pickle
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from live_record_notify import NotifyUrl, Policy, PolicyError, Refusal, Refused, catalogue

ROOT = Path(__file__).parents[3]
SELF_HOSTED = ROOT / "examples/check/self-hosted.toml"


def error_of(**keys: Any) -> PolicyError:
    with pytest.raises(PolicyError) as caught:
        Policy(**keys)
    return caught.value


def made(keys: dict[str, Any]) -> Policy:
    return Policy(**keys)


def test_the_keys_are_those_of_the_file() -> None:
    policy = Policy.from_toml(SELF_HOSTED)
    assert policy == Policy(**tomllib.loads(SELF_HOSTED.read_text()))
    assert policy == Policy.from_toml(str(SELF_HOSTED))
    assert NotifyUrl.parse("http://10.1.2.3/", policy).host == "10.1.2.3"
    assert policy != Policy()


def test_every_key_has_its_effect() -> None:
    rule = {"hosts": [".partner.corp"], "networks": ["10.2.0.0/16"], "ports": [8443]}
    given: dict[str, Any] = {
        "deny_network": ["192.0.2.0/24"],
        "allow_network": ["10.1.0.0/16"],
        "deny_host": ["evil.example"],
        "allow_host": [".intranet.corp"],
        "nat64_prefix": ["2001:db8:64::/96"],
        "allow_ports": [80, 443, 8443],
        "require_https": True,
        "refuse_ip_literals": True,
        "allow_user_info": True,
        "allow_loopback": True,
        "allow_private_networks": True,
        "max_length": 100,
        "max_addresses": 3,
        "deny": [{"hosts": ["a.example"], "ports": [8080]}],
        "only": [{"hosts": ["."]}],
        "allow": [rule],
    }
    policy = made(given)
    # A missing key would be missing here.
    assert policy.to_dict() == given
    for key, value in given.items():
        assert made({key: value}) != Policy()


@pytest.mark.parametrize(
    ("keys", "list_", "entry", "problem"),
    [
        ({"allow_host": ["a.corp", "*.b.corp"]}, "allow_host", "*.b.corp", "wildcard"),
        ({"allow_host": ["https://u:s3cr3t@b.corp/"]}, "allow_host", None, "is a URL"),
        ({"deny_network": ["10.0.0.1/8"]}, "deny_network", "10.0.0.1/8", '10.0.0.0/8"'),
        ({"allow": [{"hosts": ["a b"]}]}, "allow.hosts", "a b", "is no host name"),
        ({"allow_ports": [443, 0]}, "allow_ports", 0, "nonzero"),
        ({"allow_ports": [65536]}, "allow_ports", 65536, "65536"),
        ({"max_length": 0}, "max_length", 0, "cannot be the limit"),
        ({"require_https": "s3cr3t"}, "require_https", None, "expected a boolean"),
        ({"allow_host": "s3cr3t"}, "allow_host", None, "expected a sequence"),
        ({"allow_host": None}, "allow_host", None, "expected a sequence"),
        ({"require_htps": True}, "require_htps", True, "unknown field `require_htps`"),
        ({"max_length": 2**200}, "max_length", 2**200, "too large"),
        ({"max_length": object()}, "max_length", None, "unsupported type"),
        ({"allow_host": ["\ud800"]}, "allow_host", None, "surrogates not allowed"),
        ({"allow_host": [b"s3cr3t"]}, "allow_host", None, "not an instance of"),
        ({"allow": [{}]}, "allow", None, "names nothing"),
    ],
)
def test_what_is_wrong_is_said_at_its_place(
    keys: dict[str, Any], list_: str, entry: object, problem: str
) -> None:
    error = error_of(**keys)
    assert (error.list, error.entry) == (list_, entry)
    assert problem in error.problem and error.problem in str(error) and error.list in str(error)
    assert "s3cr3t" not in f"{error!r} {error} {vars(error)}"
    again = pickle.loads(pickle.dumps(error))
    assert vars(again) == vars(error) and str(again) == str(error)


def test_a_file_with_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "policy.toml"
    for text, problem in [
        (b'allow_host = ["*.corp"]', "wildcard"),
        (b"allow_host = [", "end of document"),
        (b"\xff", "utf-8"),
        (b"max_length = 1979-05-27", "unsupported type date"),
    ]:
        path.write_bytes(text)
        with pytest.raises(PolicyError, match=problem):
            Policy.from_toml(path)
    with pytest.raises(FileNotFoundError):
        Policy.from_toml(tmp_path / "none.toml")
    with pytest.raises(TypeError):
        Policy.from_toml(1)  # type: ignore[arg-type]


def test_a_policy_travels() -> None:
    policy = Policy(allow_host=["a.corp"], allow=[{"hosts": ["b.corp"], "ports": [25]}])
    for again in [
        *(pickle.loads(pickle.dumps(policy, protocol)) for protocol in range(6)),
        copy.copy(policy),
        copy.deepcopy(policy),
    ]:
        assert again == policy
    with pytest.raises(TypeError):
        hash(policy)


def test_repr_shows_what_was_set() -> None:
    assert repr(Policy()) == "Policy()"
    assert repr(Policy(require_https=True)) == "Policy(require_https=True)"
    policy = Policy(allow=[{"hosts": ["a.corp"], "networks": ["10.0.0.0/8"]}], max_length=9)
    assert eval(repr(policy), {"Policy": Policy}) == policy


def test_questions_by_themselves() -> None:
    policy = Policy(allow_network=["10.1.0.0/16"])
    policy.check_host("hooks.example.com")
    policy.check_address("10.1.2.3")
    policy.check_endpoint("hooks.example.com", "10.1.2.3", 443)
    questions: list[Callable[[], None]] = [
        lambda: policy.check_host("localhost"),
        lambda: policy.check_address("10.2.0.1"),
        lambda: policy.check_endpoint("example.com", "10.1.2.3", 25),
    ]
    for question in questions:
        with pytest.raises(Refusal) as caught:
            question()
        error = caught.value
        assert type(error) is Refusal and error.verdict == "Unsafe"
        assert error.reason and error.text == str(error) and error.help
        assert not hasattr(error, "code")
    assert issubclass(Refused, Refusal)


def test_two_policies_in_one() -> None:
    platform, tenant = Policy(require_https=True), Policy(deny_host=["a.example"], max_length=100)
    both = platform.merge(tenant)
    assert both == Policy(require_https=True, deny_host=["a.example"], max_length=100)
    with pytest.raises(PolicyError) as caught:
        Policy(allow_ports=[80]).merge(Policy(allow_ports=[443]))
    assert caught.value.list == "allow_ports" and caught.value.entry is None


def test_the_catalogue() -> None:
    rows = catalogue()
    assert len(rows) == len({row.id for row in rows}) > 70
    loopback = next(row for row in rows if row.id == "loopback")
    assert (loopback.verdict, loopback.basis) == ("Unsafe", "registry")
    assert loopback.meaning and loopback.source and loopback.help and "NotifyUrl" in loopback.example
