"""The client address of a request: the nearest hop that is not a trusted proxy."""

import re
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

IpAddress = IPv4Address | IPv6Address


def client_network(request: HttpRequest) -> str:
    """The network that counts as one reader: an IPv4 address, or the /64 of an IPv6 address.

    Reads X-Forwarded-For from the right, as long as the reporting hop is one of TRUSTED_PROXIES.
    Entries further left are not trusted.
    """
    hop = _address(request.META.get("REMOTE_ADDR", ""))
    if hop is None:
        return "unknown"
    reported = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    while reported and _is_trusted(hop):
        before = _address(reported.pop())
        if before is None:
            break
        hop = before
    return str(ip_network((hop, 64), strict=False)) if hop.version == 6 else str(hop)


def _is_trusted(address: IpAddress) -> bool:
    return any(address in network for network in settings.TRUSTED_PROXIES)


def _address(text: str) -> IpAddress | None:
    """The address in a text that may include a port: `192.0.2.1:443`, `[2001:db8::1]:443`."""
    bare = re.sub(r"^\[(.*)\](:\d+)?$|^([\d.]+):\d+$", r"\1\3", text.strip())
    try:
        address = ip_address(bare.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
