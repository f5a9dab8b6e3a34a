"""Slow, greedy and vanishing clients at the HTTP server, with small applications behind it."""

import select
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread
from typing import Any

import pytest
from django.conf import settings as configured
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser

from balkanwatch.server import http_server
from balkanwatch.server.body_limits import FORM_BODY, SIGNER, SMALL_BODY, largest_body
from balkanwatch.server.http_server import Server
from tests import cases

STAFF = f"body_size={SIGNER.sign('staff')}"
GIGABYTE = 1_000_000_000


def answer(environ: Any, start_response: Any) -> list[bytes]:
    """An application that reads its body and answers with its length."""
    body = environ["wsgi.input"].read()
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [str(len(body)).encode()]


@contextmanager
def serving(application: Any = answer) -> Iterator[Server]:
    """A server in a thread, until the end of the context."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        server = Server(application, listening)
        thread = Thread(target=server.run)
        thread.start()
        try:
            yield server
        finally:
            server.stop()
            thread.join(20)


def send(server: Server, text: str) -> socket.socket:
    """A connection on which this has been sent."""
    client = socket.create_connection(("127.0.0.1", int(server.effective_port)), timeout=20)
    client.sendall(text.replace("\n", "\r\n").encode())
    return client


def read_all(client: socket.socket) -> str:
    """Everything until the server closes the connection."""
    parts = []
    with suppress(ConnectionError):
        while part := client.recv(1_000_000):
            parts.append(part)
    return b"".join(parts).decode()


def get(server: Server, path: str = "/") -> str:
    with send(server, f"GET {path} HTTP/1.1\nHost: x\nConnection: close\n\n") as client:
        return read_all(client)


def wait_until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.fixture
def quick_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server checks its clients all the time and gives them half a second."""
    for name, value in {
        "CHECK_SECONDS": 0,
        "HEADER_SECONDS": 0.5,
        "BODY_SECONDS": 0.5,
        "TAKING_SECONDS": 0.5,
    }.items():
        monkeypatch.setattr(http_server, name, value)


@pytest.fixture
def one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_server, "working_threads", lambda: 1)


def test_uses_the_hooks_that_waitress_does_not_document() -> None:
    assert HTTPChannel.parser_class is HTTPRequestParser
    assert {"received", "parse_header", "body_bytes_received"} <= set(vars(HTTPRequestParser))
    assert {"service", "write_soon", "readable", "handle_write"} <= set(vars(HTTPChannel))


@cases("expect", "", "Expect: 100-continue\n")
def test_refuses_a_large_body_before_it_is_sent(expect: str) -> None:
    with serving() as server:
        client = send(
            server, f"POST /admin/login/ HTTP/1.1\nContent-Length: {GIGABYTE}\n{expect}\n"
        )

        assert read_all(client).startswith("HTTP/1.1 413 ")


def test_refuses_a_large_body_of_unknown_length() -> None:
    chunk = f"{10_000:x}\r\n{'x' * 10_000}\r\n"
    with serving() as server:
        client = send(server, "POST /admin/login/ HTTP/1.1\nTransfer-Encoding: chunked\n\n")
        sent = 0
        with suppress(OSError):
            while sent < GIGABYTE and not select.select([client], [], [], 0)[0]:
                client.sendall(chunk.encode())
                sent += len(chunk)

        assert read_all(client).startswith("HTTP/1.1 413 ")
        assert sent < http_server.FORGOTTEN_BYTES + GIGABYTE // 50


def test_a_refusal_reaches_a_client_that_sends_everything_before_it_reads() -> None:
    body = "x" * (http_server.FORGOTTEN_BYTES - 100_000)
    with serving() as server:
        client = send(server, f"POST / HTTP/1.1\nContent-Length: {len(body)}\n\n{body}")

        assert read_all(client).startswith("HTTP/1.1 413 ")


@cases("length", 0, 1, SMALL_BODY)
def test_accepts_a_small_body(length: int) -> None:
    head = f"POST / HTTP/1.1\nContent-Length: {length}\nConnection: close\n\n"
    with serving() as server:
        assert read_all(send(server, head + "x" * length)).endswith(f"\r\n\r\n{length}")


def test_accepts_large_bodies_of_staff() -> None:
    length = SMALL_BODY + 1
    head = (
        f"POST /admin/ HTTP/1.1\nCookie: {STAFF}\nContent-Length: {length}\nConnection: close\n\n"
    )
    with serving() as server:
        assert read_all(send(server, head + "x" * length)).endswith(f"\r\n\r\n{length}")


@cases(
    "path, cookie, most",
    ("/admin/events/event/add/", "", SMALL_BODY),
    ("/admin/events/event/add/", "body_size=staff:1:x", SMALL_BODY),
    ("/admin/events/event/add/", "of staff", FORM_BODY),
    ("/admin/imports/import/add/", "of staff", configured.UPLOAD_MAX_MB * 1_000_000 + 1_000_000),
    ("/admin/imports/import/add/", "", SMALL_BODY),
    ("/api/v1/events/", "of staff", SMALL_BODY),
)
def test_allows_large_bodies_only_where_they_are_needed(path: str, cookie: str, most: int) -> None:
    # The time in the cookie would give the test another name in each process.
    cookie = STAFF if cookie == "of staff" else cookie

    assert largest_body(path, {"COOKIE": f"a=b; {cookie}"}) == most


def test_forgets_members_of_staff_with_their_session(settings: Any) -> None:
    settings.SESSION_COOKIE_AGE = -1

    assert largest_body("/admin/", {"COOKIE": STAFF}) == SMALL_BODY


@pytest.mark.usefixtures("one_thread")
@cases("start", "POST / HTTP/1.1\nContent-Length: 9\n\nx", "GET / HTTP/1.1\nHost:", "", "G")
def test_incomplete_requests_hold_no_thread(start: str) -> None:
    with serving() as server:
        slow = [send(server, start) for _ in range(60)]

        assert get(server).startswith("HTTP/1.1 200 OK")
        assert len(slow) == 60


@pytest.mark.usefixtures("quick_checks")
@cases("start", "POST / HTTP/1.1\nContent-Length: 9000\n\nx", "GET / HTTP/1.1\nHost:", "", "G")
def test_closes_connections_whose_request_takes_too_long(start: str) -> None:
    with serving() as server:
        client = send(server, start)
        started = time.monotonic()
        with suppress(OSError):
            while time.monotonic() - started < 8:
                client.sendall(b"x")
                time.sleep(0.05)

        assert time.monotonic() - started < 5


@pytest.mark.usefixtures("quick_checks")
def test_a_slow_upload_may_go_on_while_it_advances(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_server, "SLOWEST_BYTES", 10)
    with serving() as server:
        client = send(server, "POST / HTTP/1.1\nConnection: close\nContent-Length: 100\n\n")
        for _ in range(20):
            client.sendall(b"12345")
            time.sleep(0.1)

        assert read_all(client).endswith("\r\n\r\n100")


def large_answer(pieces: int, done: Event) -> Any:
    """An application that answers with this many megabytes and then sets the event."""

    def application(environ: Any, start_response: Any) -> Iterator[bytes]:
        start_response("200 OK", [("Content-Type", "text/plain")])
        try:
            for _ in range(pieces):
                yield b"x" * 1_000_000
        finally:
            done.set()

    return application


@pytest.mark.usefixtures("one_thread")
def test_a_slow_reader_holds_no_thread() -> None:
    done = Event()
    with serving(large_answer(40, done)) as server:
        slow = send(server, "GET / HTTP/1.1\n\n")

        assert done.wait(10)
        assert server.waiting_bytes() > 20_000_000
        slow.close()
        wait_until(lambda: server.waiting_bytes() == 0)


@pytest.mark.usefixtures("quick_checks")
def test_disconnects_a_reader_that_takes_too_little() -> None:
    with serving(large_answer(60, Event())) as server:
        slow = send(server, "GET / HTTP/1.1\n\n")
        wait_until(lambda: server.waiting_bytes() > 10_000_000)
        deadline = time.monotonic() + 10
        while server.active_channels and time.monotonic() < deadline:
            slow.recv(10)
            time.sleep(0.05)

        assert not server.active_channels


@pytest.mark.usefixtures("quick_checks")
def test_serves_a_reader_that_takes_enough() -> None:
    with serving(large_answer(20, Event())) as server:
        client = send(server, "GET / HTTP/1.1\n\n")
        received = 0
        while part := client.recv(500_000):
            received += len(part)
            time.sleep(0.02)

    assert received > 20_000_000


def test_an_answer_frees_memory_while_it_is_sent() -> None:
    largest: list[int] = []

    def application(environ: Any, start_response: Any) -> Iterator[bytes]:
        start_response("200 OK", [("Content-Type", "text/plain")])
        [channel] = server.active_channels.values()
        for _ in range(100):
            yield b"x" * 1_000_000
            with channel.outbuf_lock:
                files = [buffer.buf.file for buffer in channel.outbufs if buffer.buf]
                largest.append(sum(file.seek(0, 1) for file in files))

    with serving(application) as server:
        get(server)

    assert len(largest) == 100
    assert max(largest) < 3 * http_server.PIECE


def test_the_application_learns_that_the_client_has_gone() -> None:
    started, gone = Event(), Event()

    def application(environ: Any, start_response: Any) -> list[bytes]:
        started.set()
        wait_until(environ["waitress.client_disconnected"])
        gone.set()
        start_response("200 OK", [])
        return []

    with serving(application) as server:
        client = send(server, "GET / HTTP/1.1\n\n")
        started.wait(10)
        client.close()

        assert gone.wait(10)


@pytest.mark.usefixtures("one_thread")
def test_static_files_and_health_checks_wait_for_nothing() -> None:
    go_on = Event()

    def application(environ: Any, start_response: Any) -> list[bytes]:
        if environ["PATH_INFO"] == "/slow":
            go_on.wait(20)
        return answer(environ, start_response)

    with serving(application) as server:
        slow = [send(server, "GET /slow HTTP/1.1\nConnection: close\n\n") for _ in range(9)]
        try:
            for path in ("/static/a.css", "/healthz", "/readyz"):
                assert get(server, path).startswith("HTTP/1.1 200 OK")
        finally:
            go_on.set()
        assert all(read_all(client) for client in slow)


def test_closes_the_connection_that_waits_longest_when_there_are_too_many(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(http_server, "MAX_CONNECTIONS", 5)
    with serving() as server:
        idle = [send(server, "G") for _ in range(5)]

        assert get(server).startswith("HTTP/1.1 200 OK")
        assert read_all(idle[0]) == ""


def test_answers_running_requests_before_it_stops() -> None:
    started = Event()

    def application(environ: Any, start_response: Any) -> list[bytes]:
        started.set()
        time.sleep(2)
        return answer(environ, start_response)

    with serving(application) as server:
        client = send(server, "GET / HTTP/1.1\nConnection: close\n\n")
        started.wait(10)

    assert read_all(client).startswith("HTTP/1.1 200 OK")
