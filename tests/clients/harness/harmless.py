"""The differences that `harmless.tsv` may name: of which texts, and what is done instead.

A row says that a client does the one instead of ours with the other. What it does is applied to
what was expected and to what was seen, so that they become the same text if it is all that differs.
"""

import re
from dataclasses import dataclass

from compare import DEFAULT_PORTS, REFUSED, differences, literal


@dataclass(frozen=True)
class Row:
    client: str
    # A client has this version, or one that goes on from here: `8.2` is also 8.2.36.
    version: str
    texts: str
    instead: str
    why: str


def read(path):
    with open(path, encoding="utf-8") as lines:
        cells = [line.rstrip("\n").split("\t") for line in lines if not line.startswith("#")]
    rows = [Row(*row) for row in cells]
    for row in rows:
        assert row.texts in TEXTS, f"no such texts: {row}"
        assert row.instead in INSTEAD, f"nobody knows what to do instead: {row}"
        assert row.why, f"no reason: {row}"
    return rows


def is_version(prefix, version):
    return version == prefix or version.startswith((f"{prefix}.", f"{prefix} "))


def left(text, want, got, rows):
    """What still differs after what the rows say."""
    want, got = dict(want), dict(got)
    pairs = {row.instead for row in rows if TEXTS[row.texts](text)}
    for instead, change in INSTEAD.items():
        if instead in pairs and differences(want, got):
            change(text, want, got)
    return differences(want, got)


def typed(text):
    """Scheme, host and the rest as they stand in a text that is accepted but not canonical."""
    if text["kind"] != "typed":
        return "", "", ""
    return re.fullmatch(r"(\w+)://([^/?]*)(.*)", text["text"], re.DOTALL).groups()


def host_typed(text):
    return re.sub(r":\d*$", "", typed(text)[1])


def is_ipv6(text):
    return text["host"].startswith("[")


def path(text):
    return (typed(text)[2] or text["target"]).split("?")[0]


TEXTS = {
    "percent-encoding": lambda text: "%" in text["target"],
    "empty query": lambda text: text["target"].endswith("?"),
    "empty segment": lambda text: "//" in path(text),
    "apostrophe": lambda text: "'" in text["text"],
    "dot segments": lambda text: re.search(r"/\.\.?(/|$)", path(text)),
    "dot segments with %2e": lambda text: re.search(r"/(\.|%2e)*%2e(/|$)", path(text)),
    "brackets, bar or caret": lambda text: re.search(r"[][|^]", typed(text)[2]),
    "path or query beyond ASCII": lambda text: not typed(text)[2].isascii(),
    "host beyond ASCII": lambda text: not host_typed(text).isascii(),
    "internationalized host": lambda text: "xn--" in text["host"],
    "A-label with a hyphen": lambda text: "xn----" in text["host"],
    "underscore in the host": lambda text: "_" in text["host"],
    "last label with a digit first": lambda text: re.search(r"\.\d[^.]*$", text["host"]) and not literal(text["host"]),
    "user information": lambda text: "@" in text["text"].split("/")[2],
    "port of another protocol": lambda text: text["port"] == 25,
    "scheme in capitals": lambda text: typed(text)[0] != typed(text)[0].lower(),
    "default port": lambda text: typed(text)[1].endswith(f":{DEFAULT_PORTS[text['scheme']]}"),
    "port 443 by http": lambda text: text["port"] == 443 and text["scheme"] == "http",
    "IPv6 address": is_ipv6,
    "IPv6 address, by https": lambda text: is_ipv6(text) and text["scheme"] == "https",
    "IPv4 in IPv6": lambda text: is_ipv6(text) and "." in literal(text["host"]),
    "address, by https": lambda text: literal(text["host"]) and text["scheme"] == "https",
    "IPv4 address, by https": lambda text: literal(text["host"]) and not is_ipv6(text) and text["scheme"] == "https",
}


def on(part, write):
    """Writes one part of both requests in one way."""

    def change(text, want, got):
        want[part], got[part] = write(text, want[part]), write(text, got[part])

    return change


def refused(text, want, got):
    if got == REFUSED:
        want.update(got)


def not_sent(text, want, got):
    if got["dial"] == want["dial"] and not got["host"] and not got["target"]:
        want["host"] = want["target"] = ""


def idna_2003(text, want, got):
    """RFC 3490 makes `ss` of `ß` and `σ` of `ς`, and knows Unicode 3.2 alone."""
    host = host_typed(text)
    if host.isascii():
        return
    try:
        names = {host.encode("idna").decode().lower()}
    except UnicodeError:
        return
    # Unicode 3.2 has no small letters for some capitals, which then stay.
    labels = [label.replace("ς", "σ").encode("punycode").decode() for label in host.split(".")]
    names.add(".".join(f"xn--{label}" for label in labels))
    name = got["name"]
    if name in names:
        for part in ("name", "server name", "host"):
            want[part] = want[part].replace(text["host"], name)


def scheme_as_host(text, want, got):
    _, host, rest = typed(text)
    name = text["scheme"]
    if got["name"] == name:
        dial = want["dial"].split(" ")[0] + " 80"
        want.update({"scheme": "http", "name": name, "dial": dial, "server name": "", "host": name, "target": f"//{host}{rest}"})


def default_port(text, host):
    return host.removesuffix(f":{DEFAULT_PORTS[text['scheme']]}")


def address(_, host):
    match = re.fullmatch(r"(\[.*\]|[\d.]+)(:\d+)?", host)
    return f"{literal(match[1])}{match[2] or ''}" if match and literal(match[1]) else host


def no_brackets(text, want, got):
    if got["host"].count(":") > 1 and not got["host"].startswith("["):
        port = f":{text['port']}"
        bare = got["host"].removesuffix(port)
        got["host"] = f"[{bare}]" if bare == got["host"] else f"[{bare}]{port}"


def decoded(triplet, keep):
    octet = chr(int(triplet[1:], 16))
    return octet if re.fullmatch(keep, octet) else triplet


def triplets(change):
    return lambda _, target: re.sub("%[0-9A-Fa-f]{2}", lambda match: change(match[0]), target)


def encoded(characters):
    return lambda _, target: re.sub(characters, lambda match: f"%{ord(match[0]):02X}", target)


def dot_segments(_, target):
    path, mark, query = target.partition("?")
    kept = []
    first, *segments = re.sub("%2e", ".", path, flags=re.IGNORECASE).split("/")
    for at, segment in enumerate(segments):
        if segment == "..":
            kept = kept[:-1]
        if segment in (".", ".."):
            if at == len(segments) - 1:
                kept.append("")
        else:
            kept.append(segment)
    return "/".join([first, *kept]) + mark + query


def joined_slashes(text, want, got):
    """Before the dot segments are resolved, if they are."""
    if "//" in path(text) and got["target"] == re.sub("/+", "/", typed(text)[2] or text["target"]):
        want["target"] = got["target"]


def host_in_latin_1(text, want, got):
    host = host_typed(text).lower()
    if not host.isascii() and got["host"] == host:
        want["host"] = got["host"]


def target_in_latin_1(text, want, got):
    if not typed(text)[2].isascii() and got["target"] == typed(text)[2]:
        want["target"] = got["target"]


def user_as_host(text, want, got):
    user = text["text"].split("/")[2].split(":")[0]
    if "@" in text["text"] and got["name"] == user:
        want["name"] = want["host"] = user


def server_name_of_address(text, want, got):
    bare = text["host"].strip("[]")
    if got["server name"] in (text["host"], bare, bare.split(":")[0]):
        want["server name"] = got["server name"]


def no_server_name(text, want, got):
    if not got["server name"]:
        want["server name"] = ""


# In the order in which they are applied.
INSTEAD = {
    "reads the scheme as a host": scheme_as_host,
    "takes the user name for the host": user_as_host,
    "asks for another name, by IDNA 2003": idna_2003,
    "refuses": refused,
    "dials, and sends nothing": not_sent,
    "sends no server name": no_server_name,
    "sends the address, or its start, as server name": server_name_of_address,
    "sends no brackets in Host": no_brackets,
    "sends Host as typed, in Latin-1": host_in_latin_1,
    "sends the default port in Host": on("host", default_port),
    "sends port 443 in no Host": on("host", lambda _, host: host.removesuffix(":443")),
    "writes the address another way in Host": on("host", address),
    "sends brackets, bar and caret as typed": on("target", encoded(r"[][|^]")),
    "sends octets beyond ASCII as typed": on("target", encoded(r"[\x80-\xff]")),
    "sends path and query as typed, in Latin-1": target_in_latin_1,
    "writes the apostrophe another way": on("target", encoded("'")),
    "decodes unreserved characters": on("target", triplets(lambda triplet: decoded(triplet, r"[\w.~-]"))),
    "decodes reserved characters": on("target", triplets(lambda triplet: decoded(triplet, r"[!$&'()*+,;:@=/?]"))),
    "writes percent-encoding in capitals": on("target", triplets(str.upper)),
    "joins slashes": joined_slashes,
    "keeps dot segments": on("target", dot_segments),
    "drops the slash after dot segments": on("target", lambda _, target: target.rstrip("/")),
    "drops an empty query": on("target", lambda _, target: target.removesuffix("?")),
}
