"""What a client did, beside what it had to do."""

import ipaddress

from network import ADDRESS_OF_NAMES

DEFAULT_PORTS = {"http": 80, "https": 443}

# The parts of a request that are compared, all of them text. A request that was not made has none.
PARTS = ("scheme", "name", "dial", "server name", "host", "target")
REFUSED = dict.fromkeys(PARTS, "")


def expected(text):
    """The request that a URL is accepted for."""
    scheme, host, port = text["scheme"], text["host"], text["port"]
    address = literal(host)
    name = "" if address else host
    return {
        "scheme": scheme,
        "name": name,
        "dial": f"{address or ADDRESS_OF_NAMES} {port}",
        # RFC 6066 section 3: no address is a server name.
        "server name": name if scheme == "https" else "",
        "host": host if port == DEFAULT_PORTS[scheme] else f"{host}:{port}",
        "target": text["target"],
    }


def literal(host):
    """The address that is dialled for a host that is one."""
    try:
        address = ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return None
    return str(getattr(address, "ipv4_mapped", None) or address)


def made(seen):
    """The request that was made: the same parts. More than one are joined, and so equal none."""
    # A connection that closed before it carried a request is a dial alone: the client tries once more.
    requests = [request for request in seen["requests"] if request["line"]] or seen["requests"]
    lines = [request["line"].split(" ") for request in requests]
    parts = {
        "scheme": ["https" if request["tls"] else "http" for request in requests],
        "name": [name.lower() for name in seen["names"]],
        "dial": [f"{ipaddress.ip_address(address)} {port}" for address, port in seen["dials"]],
        "server name": [request["server_name"].lower() for request in requests],
        # Names are the same in any letter case: RFC 3986 section 6.2.2.1.
        "host": [", ".join(request["hosts"]).lower() for request in requests],
        "target": [" ".join(line[1:-1]) for line in lines],
    }
    return {part: " & ".join(dict.fromkeys(values)) for part, values in parts.items()}


def differences(want, got):
    return {part: (want[part], got[part]) for part in PARTS if want[part] != got[part]}
