"""The client address of a request, with and without proxies."""

from ipaddress import ip_network
from typing import Any

from django.test import RequestFactory

from accounts.client_address import client_network
from tests import cases


def network_of(settings: Any, remote: str, forwarded: str | None, trusted: list[str]) -> str:
    settings.TRUSTED_PROXIES = [ip_network(network) for network in trusted]
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    return client_network(RequestFactory().get("/", headers=headers, REMOTE_ADDR=remote))


@cases(
    "remote, forwarded, address",
    ("192.0.2.1", None, "192.0.2.1"),
    ("192.0.2.1", "198.51.100.7", "192.0.2.1"),
    ("10.0.0.2", None, "10.0.0.2"),
    ("10.0.0.2", "198.51.100.7", "198.51.100.7"),
    ("10.0.0.2", "203.0.113.9, 198.51.100.7", "198.51.100.7"),
    ("10.0.0.2", "198.51.100.7, 10.0.0.3", "198.51.100.7"),
    ("10.0.0.2", "10.0.0.4, 10.0.0.3", "10.0.0.4"),
    ("10.0.0.2", "198.51.100.7, nonsense", "10.0.0.2"),
    ("10.0.0.2", "198.51.100.7:4711", "198.51.100.7"),
    ("10.0.0.2", "[2001:db8:1:2:3::9]:443", "2001:db8:1:2::/64"),
    ("10.0.0.2", " 198.51.100.7 ", "198.51.100.7"),
    ("::ffff:10.0.0.2", "198.51.100.7", "198.51.100.7"),
    ("", "198.51.100.7", "unknown"),
)
def test_trusts_only_known_proxies(settings: Any, remote: str, forwarded: str | None, address: str):
    assert network_of(settings, remote, forwarded, trusted=["10.0.0.0/8"]) == address


def test_combines_the_ipv6_addresses_of_a_network(settings: Any):
    one = network_of(settings, "2001:db8:1:2:3:4:5:6", None, trusted=[])

    assert one == network_of(settings, "2001:db8:1:2::1", None, trusted=[]) == "2001:db8:1:2::/64"
    assert one != network_of(settings, "2001:db8:1:3::1", None, trusted=[])
