"""Whatever comes from Python, a refusal or a clear error comes back: never an abort, never a panic."""

import ipaddress
import itertools
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from live_record_notify import DomainName, NotifyUrl, OnDemandUrl, Policy, PolicyError, Refused

PARSERS: list[Callable[[str], NotifyUrl | OnDemandUrl | DomainName]] = [
    NotifyUrl.parse,
    OnDemandUrl.parse,
    DomainName.parse,
]
MANY = settings(max_examples=500, deadline=None)

# Any string that Python can hold, with pieces that lead somewhere.
texts = st.lists(
    st.one_of(
        st.text(st.characters(exclude_categories=()), max_size=8),
        st.sampled_from("http:// https:// example.com 127.0.0.1 [::1] @ : / %00 # ? \\ . é Σ xn--".split()),
    ),
    max_size=8,
).map("".join)


@MANY
@given(texts)
@example("http://\ud83d\ude00/\udfff")
@example("\ud800")
@example("http://example.com/\0")
def test_any_text_is_accepted_or_refused(text: str) -> None:
    for parse in PARSERS:
        try:
            value = parse(text)
        except Refused as error:
            assert error.span is not None
            start, end = error.span
            assert 0 <= start <= end <= len(text)
        else:
            assert parse(str(value)) == value


@MANY
@given(texts)
def test_any_location_is_accepted_or_refused(location: str) -> None:
    url = NotifyUrl.parse("https://example.com/a?b")
    try:
        assert url.redirect(location).scheme == "https"
    except Refused as error:
        assert error.span is not None
        assert 0 <= error.span[0] <= error.span[1] <= len(location)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.binary(max_size=4) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
KEYS = [*Policy().to_dict(), "allow_ports", "deny", "only", "allow", "x"]


@MANY
@given(st.dictionaries(st.sampled_from(KEYS), values, max_size=3))
def test_any_policy_is_read_or_refused(keys: dict[str, Any]) -> None:
    try:
        policy = Policy(**keys)
    except PolicyError as error:
        assert error.problem
    else:
        assert Policy(**policy.to_dict()) == policy


@MANY
@given(st.lists(st.one_of(texts, st.ip_addresses(), st.integers(), st.binary(max_size=16))))
def test_any_answer_is_judged(answer: list[Any]) -> None:
    url = NotifyUrl.parse("http://example.com/")
    try:
        pairs = url.destination(answer).socket_addrs
    except (Refused, ValueError, TypeError):
        return
    assert all(ipaddress.ip_address(address) for address, _ in pairs)


@pytest.mark.parametrize("parse", PARSERS)
@pytest.mark.parametrize("value", [None, 1, b"http://example.com/", bytearray(b"x"), ["x"], object()])
def test_other_types_are_type_errors(parse: Any, value: object) -> None:
    with pytest.raises(TypeError):
        parse(value)


def test_other_policies_are_type_errors() -> None:
    for policy in [1, {}, "x", NotifyUrl]:
        with pytest.raises(TypeError):
            NotifyUrl.parse("http://example.com/", policy)  # type: ignore[arg-type]


def test_no_class_is_made_or_changed_behind_the_parsers() -> None:
    for cls in (NotifyUrl, OnDemandUrl, DomainName):
        with pytest.raises(TypeError):
            cls("http://example.com/")  # type: ignore[call-arg]
        with pytest.raises(TypeError):
            type("Sub", (cls,), {})
        with pytest.raises(TypeError):
            object.__new__(cls)
    with pytest.raises(AttributeError):
        NotifyUrl.parse("http://example.com/").host = "x"  # type: ignore[misc]


def test_a_subclass_of_str_is_read_for_what_it_holds() -> None:
    class Liar(str):
        def encode(self, *_: object, **__: object) -> bytes:
            return b"http://example.com/"

        def __str__(self) -> str:
            return "http://example.com/"

        def __len__(self) -> int:
            return 0

    for text in ["http://127.0.0.1/", "http://127.0.0.1/\ud800"]:
        with pytest.raises(Refused) as caught:
            NotifyUrl.parse(Liar(text))
        assert caught.value.reason == "loopback"


@pytest.mark.parametrize("unit", ["a", "é", "💡", "\ud800"])
def test_a_hundred_megabytes_are_refused(unit: str) -> None:
    text = "http://example.com/" + unit * (100_000_000 // len(unit.encode("utf-8", "surrogatepass")))
    for parse in PARSERS:
        with pytest.raises(Refused) as caught:
            parse(text)
        error = caught.value
        assert error.verdict == "Malformed" and error.span is not None
        assert error.span[1] <= len(text)
        assert len(str(error)) < 1000


def test_answers_without_end_end() -> None:
    url = NotifyUrl.parse("http://example.com/")
    with pytest.raises(Refused) as caught:
        url.destination(itertools.repeat("8.8.8.8"))
    assert caught.value.reason == "too-many-addresses"
    policy = Policy(max_addresses=1_000_000)
    answer = [ipaddress.IPv4Address(2**24 * 8 + number) for number in range(100_000)]
    assert len(url.destination(answer, policy).socket_addrs) == 100_000


def test_what_is_no_answer() -> None:
    url = NotifyUrl.parse("http://example.com/")
    for answer in ["8.8.8.8", b"8.8.8.8", 1, None]:
        with pytest.raises(TypeError):
            url.destination(answer)  # type: ignore[arg-type]
    for entry in [b"8.8.8.8", 1, None]:
        with pytest.raises(TypeError):
            url.destination([entry])  # type: ignore[list-item]
    for text in ["8.8.8", "s3cr3t", "\ud800", "8.8.8.8\0"]:
        with pytest.raises(ValueError) as caught:
            url.destination([text])
        assert "s3cr3t" not in str(caught.value)


class Stop(BaseException):
    pass


def test_what_an_iterable_raises_comes_out() -> None:
    def addresses(error: BaseException) -> Iterator[str]:
        yield "8.8.8.8"
        raise error

    url = NotifyUrl.parse("http://example.com/")
    for error in [KeyError("x"), Stop()]:
        with pytest.raises(type(error)):
            url.destination(addresses(error))

    class Liar:
        @property
        def packed(self) -> bytes:
            return b"123"

    with pytest.raises(ValueError):
        url.destination([Liar()])  # type: ignore[list-item]

    class Interrupted(list[str]):
        def __len__(self) -> int:
            raise Stop

    with pytest.raises(Stop):
        Policy(allow_host=Interrupted(["a.corp"]))


def test_a_policy_that_holds_itself() -> None:
    knot: list[Any] = []
    knot.append(knot)
    table: dict[str, Any] = {}
    table["hosts"] = [table]
    for keys in [{"allow_host": knot}, {"allow": knot}, {"allow": [table]}, {"allow": table}]:
        with pytest.raises(PolicyError):
            Policy(**keys)  # type: ignore[arg-type]
    deep: Any = []
    for _ in range(sys.getrecursionlimit() * 100):
        deep = [deep]
    for key in ["allow", "allow_host", "max_length"]:
        with pytest.raises(PolicyError):
            Policy(**{key: deep})
