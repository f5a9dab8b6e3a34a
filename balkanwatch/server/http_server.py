"""The HTTP server: waitress, with limits on what clients send, how slowly they do it, and what waits for them.

One thread reads requests and sends answers; other threads work. A request reaches a working thread when it is
complete, and an answer waits in a temporary file until the client has taken it. So a slow client costs a
connection and some disk, and no thread.
"""

import resource
import socket
import time
from contextlib import suppress
from typing import Any

from django.conf import settings
from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.buffers import OverflowableBuffer
from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer
from waitress.task import ThreadedTaskDispatcher, WSGITask

from accounts.login_throttling import PASSWORD_CHECKS
from api.concurrency import CONCURRENCY_LIMITS, WAITING_BYTES
from balkanwatch.server.body_limits import LimitedParser

# A client that pauses longer between requests, or needs longer for a header, loses its connection.
HEADER_SECONDS = 30
# A body has this time, and one second more for each SLOWEST_BYTES received.
BODY_SECONDS = 30
SLOWEST_BYTES = 8_000  # per second
# In this time a client takes SLOWEST_BYTES per second of its answer, or loses the connection.
TAKING_SECONDS = 30
# How often clients are checked
CHECK_SECONDS = 5
MAX_CONNECTIONS = 1000
OPEN_FILES = 8192
LARGEST_HEADER = 64_000
# Threads for static files, health checks and refusals, which wait for nothing
QUICK_THREADS = 3
QUICK_PATHS = (f"/{settings.STATIC_URL.strip('/')}/", "/healthz", "/readyz")
# Memory of an answer that waits; what is beyond it waits in temporary files, new ones for each PIECE.
MEMORY = 1_000_000
PIECE = 8_000_000
# After a refusal the server reads and forgets this much: closing at once would also lose the refusal.
FORGOTTEN_BYTES = 2_000_000
FORGETTING_SECONDS = 3
# How long running requests may take after SIGTERM
STOP_SECONDS = 5.0


class Task(WSGITask):
    """Adds to the environment of a request whether answers that wait have used up their disk space."""

    def get_environment(self) -> dict[str, Any]:
        environ: dict[str, Any] = super().get_environment()
        environ[WAITING_BYTES] = self.channel.server.waiting_bytes
        return environ


class Channel(HTTPChannel):
    """A connection, which the server closes if its client is too slow."""

    parser_class = LimitedParser
    task_class = Task
    # Attributes of waitress
    current_outbuf_count: int
    will_close: bool
    close_when_flushed: bool

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Since when the server waits for the next request
        self.waits_since = time.time()
        self.sent = 0
        # Time, bytes sent and bytes waiting when the client was last checked
        self.checked = (self.waits_since, 0, 0)
        # When a refused request is no longer read, and how much of it is; 0 without a refusal
        self.forgets_until = 0.0
        self.forgets = FORGOTTEN_BYTES

    def is_too_slow(self, now: float) -> bool:
        """Whether the client has had its time for sending a request or taking an answer."""
        if self.forgets_until:
            return now > self.forgets_until
        if self.total_outbufs_len:
            self.waits_since = now
            return self._takes_too_slowly(now)
        self.checked = (now, self.sent, 0)
        if self.requests:
            return False
        seconds: float = HEADER_SECONDS
        if self.request is not None and self.request.headers_finished:
            seconds += BODY_SECONDS + self.request.body_bytes_received / SLOWEST_BYTES
        return now - self.waits_since > seconds

    def _takes_too_slowly(self, now: float) -> bool:
        checked_at, sent, waiting = self.checked
        if now - checked_at < TAKING_SECONDS:
            return False
        self.checked = (now, self.sent, self.total_outbufs_len)
        return self.sent - sent < min(waiting, TAKING_SECONDS * SLOWEST_BYTES)

    def send(self, data: bytes, do_close: bool = True) -> int:
        number: int = super().send(data, do_close=do_close)
        self.sent += number
        return number

    def write_soon(self, data: Any) -> int:
        """Queues a part of an answer. A buffer frees its memory and disk only when all of it is sent."""
        if self.current_outbuf_count >= PIECE:
            with self.outbuf_lock:
                self.outbufs.append(OverflowableBuffer(self.adj.outbuf_overflow))
                self.current_outbuf_count = 0
        written: int = super().write_soon(data)
        return written

    def service(self) -> None:
        """Answers the next request, in a working thread."""
        if self.requests[0].error:
            self.forgets_until = time.time() + FORGETTING_SECONDS
        super().service()
        self.waits_since = time.time()

    def readable(self) -> bool:
        return bool(self.forgets_until) or super().readable()

    def handle_read(self) -> None:
        if not self.forgets_until:
            super().handle_read()
            return
        try:
            self.forgets -= len(self.recv(FORGOTTEN_BYTES // 8))
        except OSError:
            self.handle_close()
        self.will_close = self.will_close or self.forgets < 0

    def handle_write(self) -> None:
        if self.forgets_until and self.close_when_flushed and not self.total_outbufs_len:
            self.close_when_flushed = False
            with suppress(OSError):
                self.socket.shutdown(socket.SHUT_WR)
            return
        super().handle_write()


class Server(TcpWSGIServer):
    """A server for an application on a socket that listens already."""

    channel_class = Channel

    def __init__(self, application: Any, listening: socket.socket) -> None:
        _allow_open_files()
        adjustments = Adjustments(
            sockets=[listening],
            ident=None,
            threads=working_threads(),
            # The application itself checks which proxies it trusts.
            clear_untrusted_proxy_headers=False,
            # Nobody is refused: if there are too many, the connection that waits longest is closed.
            connection_limit=2**31,
            # Reads on while a request is worked on, and so notices that the client has gone.
            channel_request_lookahead=1,
            max_request_header_size=LARGEST_HEADER,
            max_request_body_size=2**40,
            outbuf_overflow=MEMORY,
            # Beyond this an answer stops being computed until the client takes some of it.
            outbuf_high_watermark=settings.SERVER_BUFFER_MB * 1_000_000 // 4,
            log_socket_errors=False,
        )
        self.stopping = False
        self.next_check = 0.0
        dispatcher = ThreadedTaskDispatcher()
        dispatcher.set_thread_count(adjustments.threads)
        self.quick_dispatcher = ThreadedTaskDispatcher()
        self.quick_dispatcher.set_thread_count(QUICK_THREADS)
        super().__init__(
            application,
            map={},
            _sock=listening,
            dispatcher=dispatcher,
            adj=adjustments,
            sockinfo=(listening.family, listening.type, listening.proto, listening.getsockname()),
            bind_socket=False,
        )

    def add_task(self, task: Channel) -> None:
        """Queues the next request of a connection."""
        request = task.requests[0]
        is_quick = bool(request.error) or request.path.startswith(QUICK_PATHS)
        (self.quick_dispatcher if is_quick else self.task_dispatcher).add_task(task)

    def waiting_bytes(self) -> int:
        """How much of all answers waits for the clients to take it."""
        return sum(channel.total_outbufs_len for channel in list(self.active_channels.values()))

    def readable(self) -> bool:
        """Whether to accept connections; more than MAX_CONNECTIONS only if so many are being answered."""
        return super().readable() and len(self.active_channels) < 4 * MAX_CONNECTIONS

    def handle_accept(self) -> None:
        if len(self.active_channels) >= MAX_CONNECTIONS:
            self._close_longest_waiting()
        super().handle_accept()

    def _close_longest_waiting(self) -> None:
        """Closes the connection that has owed a complete request for the longest time."""
        channels = self.active_channels.values()
        waiting = [c for c in channels if not (c.requests or c.total_outbufs_len or c.will_close)]
        for channel in sorted(waiting, key=lambda c: c.waits_since)[:1]:
            channel.will_close = True

    def maintenance(self, now: float) -> None:
        """Replaced by `_close_slow`: waitress would close a connection only once it can be written to."""

    def _close_slow(self, now: float) -> None:
        self.next_check = now + CHECK_SECONDS
        for channel in list(self.active_channels.values()):
            if channel.is_too_slow(now):
                channel.handle_close()

    def run(self) -> None:
        """Serves until `stop` is called, and then until the running requests are answered."""
        while not self.stopping:
            self._wait(1.0)
        self.accepting = False
        deadline = time.time() + STOP_SECONDS
        while time.time() < deadline and self._is_busy():
            self._wait(0.1)
        self.task_dispatcher.shutdown(timeout=1)
        self.quick_dispatcher.shutdown(timeout=1)
        wasyncore.close_all(self._map, ignore_all=True)

    def stop(self, *_: object) -> None:
        """Ends `run`; a signal handler."""
        self.stopping = True
        self.pull_trigger()

    def _wait(self, seconds: float) -> None:
        # Between two polls: a number of a closed connection may be that of a new one in the next.
        if time.time() >= self.next_check:
            self._close_slow(time.time())
        wasyncore.poll2(seconds, self._map)

    def _is_busy(self) -> bool:
        return any(c.requests or c.total_outbufs_len for c in self.active_channels.values())


def working_threads() -> int:
    """Threads for requests: those of SERVER_THREADS, and one for each that runs or waits under a limit."""
    limits = (*CONCURRENCY_LIMITS, PASSWORD_CHECKS)
    return settings.SERVER_THREADS + sum(limit.running + limit.waiting for limit in limits)


def _allow_open_files() -> None:
    """Raises the limit on open files as far as this process may: each connection is one, some are three."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = OPEN_FILES if most == resource.RLIM_INFINITY else min(OPEN_FILES, most)
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))
