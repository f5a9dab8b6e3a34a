"""Pages are fetched from public addresses only, within limits of size and time; these tests need no network."""

import io
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from evidence import fetching, jobs
from evidence.fetching import FetchedFile, FetchRefusedError, fetch, is_public
from evidence.models import SnapshotFetch, SourceSnapshot
from tests import cases, make
from tests.evidence.files import page
from tests.evidence.test_snapshots import ADD

PRIVATE = "private network"
# Addresses of this machine and of private networks in many spellings, and addresses of other kinds
HOSTILE = [
    *(
        "http://127.0.0.1/",
        "http://127.1/",
        "http://127.255.255.254/",
        "http://0.0.0.0/",
        "http://0/",
    ),
    *(
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0x7f.1/",
        "http://0177.0.0.1/",
        "http://017700000001/",
    ),
    *(
        "http://localhost/",
        "http://LOCALHOST/",
        "http://localhost./",
        "http://[::1]/",
        "http://[::]/",
    ),
    *(
        "http://[0:0:0:0:0:0:0:1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://[::127.0.0.1]/",
    ),
    *(
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://[fe80::1]/",
        "http://[fc00::1]/",
    ),
    *("http://10.0.0.1/", "http://172.16.0.1/", "http://172.31.255.255/", "http://192.168.1.1/"),
    *(
        "http://169.254.169.254/latest/meta-data/",
        "http://100.64.0.1/",
        "http://192.0.2.1/",
        "http://198.18.0.1/",
    ),
    *("http://224.0.0.1/", "http://255.255.255.255/", "http://240.0.0.1/", "http://[ff02::1]/"),
    *("http://①②⑦.⓪.⓪.①/", "http://127。0。0。1/"),
    *(
        "file:///etc/passwd",
        "ftp://127.0.0.1/",
        "gopher://127.0.0.1/",
        "http://",
        "http:///x",
        "//127.0.0.1/",
    ),
    *("http://user:word@example.org/", "http://example.org@127.0.0.1/", "http://example.org:22/"),
    *(
        "http://example.org:8000/",
        "https://example.org:80/",
        "http://exa mple.org/",
        "http://[::1/",
        "http://a\r\nb/",
    ),
]


@cases("address", *HOSTILE)
def test_refuses_an_address_before_anything_is_sent(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*arguments: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket, "create_connection", never)

    with pytest.raises(FetchRefusedError) as refused:
        fetch(address)

    assert str(refused.value)


@cases(
    "address", "8.8.8.8", "93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "64:ff9b::808:808"
)
def test_knows_public_addresses(address: str) -> None:
    assert is_public(address)


@contextmanager
def site(
    *answers: bytes, endless: bytes = b"", pause: float = 0.0
) -> Iterator[tuple[int, list[bytes]]]:
    """A site on this machine that gives these answers, one for each connection; its port, and what it was asked."""
    listener = socket.create_server(("127.0.0.1", 0))
    asked: list[bytes] = []
    over = threading.Event()

    def serve() -> None:
        for answer in answers:
            try:
                connection, _ = listener.accept()
                asked.append(connection.recv(10_000))
                connection.sendall(answer)
                while endless and not over.wait(pause):
                    connection.sendall(endless)
                connection.close()
            except OSError:
                continue

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1], asked
    finally:
        over.set()
        listener.close()


@pytest.fixture
def at_port(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Lets connections to public addresses end at a site on this machine; tells where they wanted to go."""
    wanted: list[tuple[str, int]] = []

    def lead(port: int) -> list[tuple[str, int]]:
        def connected(address: tuple[str, int], timeout: float) -> socket.socket:
            wanted.append(address)
            # Not by create_connection, which would resolve names.
            here = socket.socket()
            here.settimeout(timeout)
            here.connect(("127.0.0.1", port))
            return here

        monkeypatch.setattr(socket, "create_connection", connected)
        return wanted

    return lead


def resolving(monkeypatch: pytest.MonkeyPatch, *answers: str) -> list[str]:
    """Gives these addresses for names, one after the other, the last one for good; the names that were asked."""
    asked: list[str] = []
    left = list(answers)

    def found(host: str, port: int, **options: object) -> list[Any]:
        asked.append(host)
        address = left.pop(0) if len(left) > 1 else left[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", found)
    return asked


PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>Words</html>"


def moved(address: str) -> bytes:
    return f"HTTP/1.1 302 Found\r\nLocation: {address}\r\nContent-Length: 0\r\n\r\n".encode()


def test_fetches_a_page_from_the_address_that_was_checked(
    monkeypatch: pytest.MonkeyPatch, at_port: Any
) -> None:
    """DNS rebinding: the name means this machine a moment later, which is not asked again."""
    asked = resolving(monkeypatch, "93.184.216.34", "127.0.0.1")
    with site(PAGE) as (port, requests):
        wanted = at_port(port)

        file = fetch("http://example.org/pact?lang=en")

    assert file.read() == b"<html>Words</html>"
    assert (file.address, asked, wanted) == (
        "http://example.org/pact?lang=en",
        ["example.org"],
        [("93.184.216.34", 80)],
    )
    assert requests[0].startswith(b"GET /pact?lang=en HTTP/1.1\r\nHost: example.org\r\n")


@cases(
    "target",
    *(
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://169.254.169.254/",
        "file:///etc/passwd",
        "//localhost/",
        "http://a:22/",
    ),
)
def test_checks_redirects_like_the_first_address(
    target: str, monkeypatch: pytest.MonkeyPatch, at_port: Any
) -> None:
    real = socket.getaddrinfo

    def found(host: str, port: int, **options: Any) -> Any:
        return real("93.184.216.34" if host == "example.org" else host, port, **options)

    monkeypatch.setattr(socket, "getaddrinfo", found)
    with site(moved(target), PAGE) as (port, requests):
        wanted = at_port(port)
        with pytest.raises(FetchRefusedError):
            fetch("http://example.org/")

    assert (len(requests), len(wanted)) == (1, 1)


def test_refuses_a_redirect_to_a_name_that_means_this_machine_now(
    monkeypatch: pytest.MonkeyPatch, at_port: Any
) -> None:
    resolving(monkeypatch, "93.184.216.34", "127.0.0.1")
    with site(moved("http://example.org/again"), PAGE) as (port, requests):
        at_port(port)
        with pytest.raises(FetchRefusedError, match=PRIVATE):
            fetch("http://example.org/")

    assert len(requests) == 1


def test_gives_up_after_five_redirects(monkeypatch: pytest.MonkeyPatch, at_port: Any) -> None:
    resolving(monkeypatch, "93.184.216.34")
    with site(*[moved("/again")] * 10) as (port, requests):
        at_port(port)
        with pytest.raises(FetchRefusedError, match="too often"):
            fetch("http://example.org/")

    assert len(requests) == 6


@cases(
    "head, endless",
    (b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 65_536),
    (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"10000\r\n" + b"x" * 65_536 + b"\r\n",
    ),
)
def test_ends_an_endless_body(
    head: bytes, endless: bytes, monkeypatch: pytest.MonkeyPatch, at_port: Any, settings: Any
) -> None:
    settings.SNAPSHOT_MAX_MB = 1
    resolving(monkeypatch, "93.184.216.34")
    with site(head, endless=endless) as (port, _):
        at_port(port)
        with pytest.raises(FetchRefusedError, match="more than 1 MB"):
            fetch("http://example.org/")


@cases("head", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\n\r\n")
def test_ends_an_answer_that_drips(
    head: bytes, monkeypatch: pytest.MonkeyPatch, at_port: Any
) -> None:
    monkeypatch.setattr(fetching, "ALL_SECONDS", 0.5)
    resolving(monkeypatch, "93.184.216.34")
    with site(head, endless=b"x", pause=0.05) as (port, _):
        at_port(port)
        with pytest.raises(FetchRefusedError, match=r"takes too long|no usable answer"):
            fetch("http://example.org/")


@cases(
    "answer, reason",
    (b"HTTP/1.1 404 Not Found\r\n\r\n", "status 404"),
    (b"HTTP/1.1 206 Partial\r\n\r\nx", "status 206"),
    (b"nonsense\r\n\r\n", "no usable answer"),
    (b"", "no usable answer"),
    (b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 200 + b"\r\n", "no usable answer"),
)
def test_says_what_the_other_side_answered(
    answer: bytes, reason: str, monkeypatch: pytest.MonkeyPatch, at_port: Any
) -> None:
    resolving(monkeypatch, "93.184.216.34")
    with site(answer) as (port, _):
        at_port(port)
        with pytest.raises(FetchRefusedError, match=reason):
            fetch("http://example.org/")


def test_fetches_a_page_in_the_worker_if_a_setting_allows_it(
    admin_client: Any, monkeypatch: pytest.MonkeyPatch, at_port: Any, settings: Any
) -> None:
    data = {"source": make.source().pk, "address": "https://example.org/pact"}
    assert "Choose a file." in admin_client.post(ADD, data).content.decode()
    settings.FETCH_SNAPSHOTS = True
    answer = admin_client.post(ADD, data)
    asked = SnapshotFetch.objects.get()
    assert answer["Location"] == f"/admin/evidence/snapshotfetch/{asked.pk}/change/"
    assert "Waiting for the worker" in admin_client.get(answer["Location"]).content.decode()
    fetched = FetchedFile(io.BytesIO(page("<p>Words</p>")))
    fetched.address = "https://example.org/pact/2025"
    monkeypatch.setattr(jobs, "fetch", lambda address: fetched)

    jobs.fetch_snapshot.call(asked.pk, "en")

    snapshot = SourceSnapshot.objects.get()
    assert (snapshot.address, snapshot.media_type, snapshot.state) == (
        fetched.address,
        "text/html",
        "waiting",
    )
    assert admin_client.get(answer["Location"])["Location"].endswith(
        f"/sourcesnapshot/{snapshot.pk}/change/"
    )


def test_says_why_a_page_is_not_fetched(admin_client: Any, settings: Any) -> None:
    private, switched_off = (make.fetch(make.source(), "http://127.0.0.1/admin/") for _ in range(2))
    jobs.fetch_snapshot.call(switched_off.pk, "en")
    settings.FETCH_SNAPSHOTS = True
    jobs.fetch_snapshot.call(private.pk, "en")

    def shown(asked: SnapshotFetch) -> str:
        return admin_client.get(
            f"/admin/evidence/snapshotfetch/{asked.pk}/change/"
        ).content.decode()

    assert "This site fetches no pages" in shown(switched_off)
    assert PRIVATE in shown(private)
    assert not SourceSnapshot.objects.exists()
