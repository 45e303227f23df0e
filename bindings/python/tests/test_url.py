"""The types of URLs and names, as Python programs use them."""

import copy
import ipaddress
import pickle
import socket
import threading

import pytest

from live_record_notify import DomainName, NotifyUrl, OnDemandUrl, Policy, Refusal, Refused

SECRET = "s3cr3t"


def refused(text: str, policy: Policy | None = None) -> Refused:
    with pytest.raises(Refused) as caught:
        NotifyUrl.parse(text, policy)
    return caught.value


def test_an_accepted_url_has_its_parts() -> None:
    url = NotifyUrl.parse("HTTPS://Hooks.Example.com:8443/a/b?key=1")
    assert str(url) == "https://hooks.example.com:8443/a/b?key=1"
    assert (url.scheme, url.host, url.port) == ("https", "hooks.example.com", 8443)
    assert (url.path, url.query) == ("/a/b", "key=1")
    assert url.origin == "https://hooks.example.com:8443"
    plain = NotifyUrl.parse("http://example.com")
    assert (plain.port, plain.path, plain.query) == (80, "/", None)
    assert NotifyUrl.parse("http://example.com/?").query == ""


def test_an_ipv6_host_has_no_brackets_and_the_origin_has() -> None:
    url = NotifyUrl.parse("http://[2606:4700::1111]/")
    assert url.host == "2606:4700::1111"
    assert ipaddress.ip_address(url.host).is_global
    assert url.origin == "http://[2606:4700::1111]"


def test_repr_hides_what_may_be_secret() -> None:
    policy = Policy(allow_user_info=True)
    url = NotifyUrl.parse(f"https://{SECRET}:{SECRET}@example.com/{SECRET}?key={SECRET}", policy)
    assert SECRET not in repr(url)
    assert "example.com" in repr(url)
    assert str(url).count(SECRET) == 4


@pytest.mark.parametrize("cls", [NotifyUrl, OnDemandUrl])
def test_equality_order_and_hash_are_those_of_the_text(
    cls: type[NotifyUrl] | type[OnDemandUrl],
) -> None:
    a, same, b = (cls.parse(f"http://{host}/") for host in ["a.example", "A.example", "b.example"])
    assert a == same and hash(a) == hash(same) and a != b
    assert a < b and a <= same and b > a and b >= same  # type: ignore[operator]
    assert len({a, same, b}) == 2
    assert a != "http://a.example/"


def test_no_type_is_another() -> None:
    text = "http://example.com/"
    assert NotifyUrl.parse(text) != OnDemandUrl.parse(text)
    with pytest.raises(TypeError):
        assert NotifyUrl.parse(text) < OnDemandUrl.parse(text)  # type: ignore[operator]


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_values_travel(protocol: int) -> None:
    lax = Policy(allow_private_networks=True)
    values = [
        NotifyUrl.parse("https://example.com/?key=1"),
        OnDemandUrl.parse("http://10.0.0.1/", lax),
        DomainName.parse("bücher.example.com"),
    ]
    for value in values:
        again = pickle.loads(pickle.dumps(value, protocol))
        assert again == value and type(again) is type(value)
        assert copy.copy(value) == value and copy.deepcopy(value) == value


def test_a_url_keeps_the_policy_that_it_was_read_by() -> None:
    strict = Policy(deny_host=[".evil.example"])
    url = pickle.loads(pickle.dumps(NotifyUrl.parse("http://example.com/", strict)))
    with pytest.raises(Refused) as caught:
        url.redirect("http://a.evil.example/")
    assert caught.value.reason == "host-denied"
    # Another one is taken where it is given.
    assert str(url.redirect("http://a.evil.example/", Policy())) == "http://a.evil.example/"
    lax = Policy(allow_private_networks=True)
    private = NotifyUrl.parse("http://hooks.corp/", lax)
    assert private.destination(["10.0.0.1"]).socket_addrs == [("10.0.0.1", 80)]
    with pytest.raises(Refused):
        private.check(Policy())
    private.check()


def test_a_refusal_has_every_field() -> None:
    error = refused("http://0x7f.1/")
    assert isinstance(error, ValueError)
    assert str(error) == "InvalidNotifyUrl.Unsafe: reads as 127.0.0.1: loopback (RFC 1122, 127.0.0.0/8)"
    assert error.code == "InvalidNotifyUrl.Unsafe"
    assert error.message == "Specified NotifyUrl is not safe."
    assert error.parameter == "NotifyUrl"
    assert error.verdict == "Unsafe"
    assert error.reason == "loopback"
    assert error.text == "reads as 127.0.0.1: loopback (RFC 1122, 127.0.0.0/8)"
    assert error.basis == "registry"
    assert "RFC" in error.source
    assert error.help
    assert error.span == (7, 13)


def test_a_refusal_has_the_fields_that_its_class_names() -> None:
    named = Refusal.__annotations__.keys() | Refused.__annotations__.keys()
    assert vars(refused("http://é@10.0.0.1/")).keys() == named
    with pytest.raises(Refusal) as caught:
        Policy().check_address("10.0.0.1")
    assert vars(caught.value).keys() == Refusal.__annotations__.keys()


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_a_refusal_travels(protocol: int) -> None:
    error = refused("http://é@10.0.0.1/")
    for again in [pickle.loads(pickle.dumps(error, protocol)), copy.copy(error)]:
        assert type(again) is Refused
        assert str(again) == str(error) and again.args == error.args
        assert vars(again) == vars(error)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("http://user@example.com/", "user@"),
        ("http://é@example.com/", "é@"),
        ("http://💡@example.com/", "💡@"),
        ("http://example.com/é💡 ", " "),
        ("http://example.com/é💡\ud800/a", "\ud800"),
    ],
)
def test_a_span_is_in_characters(text: str, part: str) -> None:
    span = refused(text).span
    assert span is not None
    assert text[slice(*span)] == part


def test_no_refusal_repeats_the_url() -> None:
    for text in [f"http://10.0.0.1/{SECRET}", f"http://{SECRET}@example.com/", f"x {SECRET}"]:
        error = refused(text)
        assert SECRET not in f"{error!r} {error} {vars(error)} {error.args}"
        assert error.__cause__ is None and error.__context__ is None


def test_the_second_stage() -> None:
    url = NotifyUrl.parse("https://example.com/callback")
    answer = ["93.184.216.34", ipaddress.ip_address("2606:4700::1111"), "93.184.216.34"]
    destination = url.destination(answer)
    assert destination.socket_addrs == [("93.184.216.34", 443), ("2606:4700::1111", 443)]
    assert (destination.host, destination.port, destination.is_https) == ("example.com", 443, True)
    assert destination == url.destination(answer) and hash(destination) == hash(url.destination(answer))
    assert "2 addresses" in repr(destination)
    for mixed in (["93.184.216.34", "127.0.0.1"], ["fe80::1%eth0"], iter(["::1"])):
        with pytest.raises(Refused) as caught:
            url.destination(mixed)
        assert caught.value.verdict == "Unsafe" and caught.value.span is None
    with pytest.raises(Refused) as caught:
        url.destination([])
    assert (caught.value.verdict, caught.value.code) == ("Operational", "InternalError")


def test_redirects_are_read_against_the_url() -> None:
    url = NotifyUrl.parse("https://example.com/a/b?key=1")
    assert str(url.redirect("c#top")) == "https://example.com/a/c"
    for location in ["//169.254.169.254/", "http://example.com/", "", "\udcff"]:
        with pytest.raises(Refused):
            url.redirect(location)


def test_a_name() -> None:
    name = DomainName.parse("BÜCHER.example.com")
    assert str(name) == "xn--bcher-kva.example.com"
    assert repr(name) == "DomainName(xn--bcher-kva.example.com)"
    assert name < DomainName.parse("z.example.com")
    with pytest.raises(Refused) as caught:
        DomainName.parse("*.example.com")
    assert caught.value.code == "InvalidDomainName.Malformed"
    assert caught.value.span == (0, 1)


def test_the_pairs_can_be_dialled() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        policy = Policy(allow_loopback=True)
        url = NotifyUrl.parse(f"http://127.0.0.1:{port}/", policy)
        [pair] = url.destination([url.host]).socket_addrs
        with socket.create_connection(pair, timeout=10):
            server.accept()[0].close()


def test_threads_share_values() -> None:
    url = NotifyUrl.parse("http://example.com/", Policy(deny_host=["x.example"]))
    seen = []

    def work() -> None:
        for _ in range(1000):
            seen.append(url.redirect("/a").path + url.destination(["8.8.8.8"]).host)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(seen) == {"/aexample.com"} and len(seen) == 4000
