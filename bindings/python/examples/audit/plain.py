"""What is written without this package: a plain function on Python's own modules, a row at a time.

It is here to be measured beside the column function, and it is no defence: it knows neither other
disguises of an address than its own readers do, nor names that only private networks answer.
"""

from ipaddress import ip_address
from urllib.parse import urlsplit


def plain(url: str | None) -> str | None:
    """Why a URL is refused, or ``accepted``."""
    if url is None:
        return None
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return "malformed"
    if parts.scheme not in ("http", "https"):
        return "scheme"
    if not host:
        return "no-host"
    if parts.username is not None:
        return "userinfo"
    if parts.fragment:
        return "fragment"
    if port in (0, 22, 25):
        return "bad-port"
    try:
        address = ip_address(host)
    except ValueError:
        if "." not in host or host.endswith((".local", ".internal", ".localhost")):
            return "private-name"
        return "accepted"
    return "accepted" if address.is_global else "private-address"
