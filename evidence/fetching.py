"""Fetches a page from the web, and from nowhere else: no address of this machine or its network is ever asked.

Each name is resolved once, all its addresses must be public, and the connection goes to one of these: what a name
server says a moment later changes nothing. Redirects are checked like the first address. Size and time are limited.
"""

import http.client
import ipaddress
import socket
import ssl
import tempfile
import threading
from contextlib import closing
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.core.files.base import File
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _

MOST_REDIRECTS = 5
# For one answer of the other side, and for everything
SECONDS, ALL_SECONDS = 10, 60
RECEIVED_BYTES = 65_536
PORTS = {"http": 80, "https": 443}
REDIRECTS = {301, 302, 303, 307, 308}
# Addresses of IPv4 as networks without it write them (RFC 6052)
TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")


class FetchRefusedError(Exception):
    """An address is not fetched, or what is there is not kept; the text says why, for people."""


class FetchedFile(File):
    """What was fetched, in a temporary file, and the address that it is from after all redirects."""

    address: str = ""


def fetch(address: str) -> FetchedFile:
    """The file at a public address; raises FetchRefusedError."""
    deadline = _Deadline(ALL_SECONDS)
    with closing(deadline):
        for _step in range(MOST_REDIRECTS + 1):
            with closing(_connection(address, deadline)) as connection:
                try:
                    answer = _ask(connection, address)
                    if answer.status in REDIRECTS:
                        address = urljoin(address, answer.headers.get("Location", ""))
                        continue
                    file = _kept(answer, address)
                    if not deadline.is_over:
                        return file
                except (OSError, http.client.HTTPException, ValueError) as error:
                    if not deadline.is_over:
                        text = _("The other side gives no usable answer.")
                        raise FetchRefusedError(text) from error
                raise FetchRefusedError(_("The other side takes too long."))
    raise FetchRefusedError(_("The address leads to others too often."))


def public_addresses(host: str, port: int) -> list[str]:
    """The addresses of a name, all of them public; raises FetchRefusedError if one is not, or there is none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchRefusedError(_("There is no such site.")) from error
    addresses = [str(entry[4][0]) for entry in found]
    if not addresses or not all(map(is_public, addresses)):
        raise FetchRefusedError(
            _(
                "This address is within a private network or on this machine: upload the file instead."
            )
        )
    return addresses


def is_public(text: str) -> bool:
    """Whether an address belongs to the public Internet, also the IPv4 address that an IPv6 address may hold."""
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        if address in TRANSLATED:
            return _is_global(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        held = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
        if any(each is not None and not _is_global(each) for each in held):
            return False
    return _is_global(address)


def _is_global(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    return address.is_global and not address.is_multicast and not address.is_reserved


def _connection(address: str, deadline: "_Deadline") -> http.client.HTTPConnection:
    """A connection to a public address of the site, which is not resolved again."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise FetchRefusedError(_("This is no address of a page.")) from error
    if parts.scheme not in PORTS or not host or any(c.isspace() or ord(c) < 33 for c in address):
        raise FetchRefusedError(_("Only pages at http:// and https:// are fetched."))
    if parts.username is not None or parts.password is not None:
        raise FetchRefusedError(_("Pages that need a name and a password are not fetched."))
    if port not in (None, PORTS[parts.scheme]):
        raise FetchRefusedError(_("Only pages at the usual ports of the web are fetched."))
    pinned = public_addresses(host, PORTS[parts.scheme])[0]
    kind = _PinnedHTTPSConnection if parts.scheme == "https" else _PinnedHTTPConnection
    return kind(host, pinned, deadline)


class _PinnedHTTPConnection(http.client.HTTPConnection):
    """A connection that goes to this address, whatever the name of the host now means."""

    def __init__(self, host: str, pinned: str, deadline: "_Deadline", **options: Any) -> None:
        super().__init__(host, timeout=SECONDS, **options)
        self.pinned, self.deadline = pinned, deadline

    def connect(self) -> None:
        self.sock = socket.create_connection((self.pinned, self.port), SECONDS)
        self.deadline.watch(self.sock)


class _PinnedHTTPSConnection(_PinnedHTTPConnection):
    """The same, encrypted; the certificate must be that of the host."""

    default_port = 443

    def connect(self) -> None:
        super().connect()
        context = ssl.create_default_context()
        self.sock = context.wrap_socket(self.sock, server_hostname=self.host)
        self.deadline.watch(self.sock)


def _ask(connection: http.client.HTTPConnection, address: str) -> http.client.HTTPResponse:
    parts = urlsplit(address)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = {"User-Agent": "BalkanWatch", "Accept": "*/*", "Accept-Encoding": "identity"}
    connection.request("GET", iri_to_uri(path), headers=headers)
    return connection.getresponse()


def _kept(answer: http.client.HTTPResponse, address: str) -> FetchedFile:
    """What was answered, up to the limit."""
    if answer.status != http.HTTPStatus.OK:
        raise FetchRefusedError(
            _("The site answers with status %(status)s.") % {"status": answer.status}
        )
    most = settings.SNAPSHOT_MAX_MB * 1_000_000
    size = 0
    kept = FetchedFile(tempfile.TemporaryFile())  # noqa: SIM115 (closed by the caller)
    kept.address = address
    while chunk := answer.read(RECEIVED_BYTES):
        size += len(chunk)
        if size > most:
            kept.close()
            text = _("The file has more than %(most)d MB, the most that is allowed.")
            raise FetchRefusedError(text % {"most": settings.SNAPSHOT_MAX_MB})
        kept.write(chunk)
    if answer.length:
        # The other side ended the connection before it had sent everything.
        kept.close()
        raise FetchRefusedError(_("The other side gives no usable answer."))
    kept.seek(0)
    return kept


class _Deadline:
    """Ends the connection that is open when the time is over, however slowly the other side goes on."""

    def __init__(self, seconds: float) -> None:
        self.is_over = False
        self._socket: socket.socket | None = None
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True
        self._timer.start()

    def watch(self, connected: socket.socket) -> None:
        """The connection to end."""
        self._socket = connected
        if self.is_over:
            self._end()

    def close(self) -> None:
        """Nothing is ended any more."""
        self._timer.cancel()

    def _end(self) -> None:
        self.is_over = True
        if self._socket is not None:
            try:
                self._socket.shutdown(socket.SHUT_RDWR)
            except OSError:
                self._socket.close()
