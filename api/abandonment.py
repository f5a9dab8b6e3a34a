"""Ends the work for clients that have gone: their queries are cancelled, and their files are not finished."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock, Thread
from typing import Any

import psycopg2
from django.db import connection
from django.http import HttpRequest

# The key of the WSGI environment under which waitress says whether the client has gone; other servers say nothing.
CLIENT_GONE = "waitress.client_disconnected"
GONE_CHECK_SECONDS = 0.5

logger = logging.getLogger(__name__)


class ClientGoneError(Exception):
    """The client has gone; nobody reads the answer."""


class _Watch:
    """A request with a database connection."""

    def __init__(self, is_gone: Callable[[], bool], database: Any) -> None:
        self.is_gone = is_gone
        self._database = database
        self._lock = Lock()
        self._is_over = False

    def cancel(self) -> None:
        """Cancels the query that is running for the request, if it still is."""
        with self._lock:
            if not self._is_over:
                try:
                    self._database.cancel()
                except psycopg2.Error as error:
                    logger.info("A query of a client that has gone was not cancelled: %s", error)

    def end(self) -> None:
        """The connection is about to serve other requests: from now on nothing is cancelled."""
        with self._lock:
            self._is_over = True


_watches: set[_Watch] = set()
_starting = Lock()
_watchers: list[Thread] = []


def has_gone(request: HttpRequest) -> bool:
    """Whether the client has closed its connection, as far as the server says."""
    is_gone = request.META.get(CLIENT_GONE)
    return bool(is_gone and is_gone())


@contextmanager
def cancelled_when_abandoned(request: HttpRequest) -> Iterator[None]:
    """Inside, queries of this thread's connection are cancelled once the client has gone."""
    is_gone = request.META.get(CLIENT_GONE)
    if is_gone is None:
        yield
        return
    if not _watchers:
        _start_watcher()
    watch = _Watch(is_gone, connection.connection)
    _watches.add(watch)
    try:
        yield
    finally:
        _watches.discard(watch)
        watch.end()


def _start_watcher() -> None:
    with _starting:
        if not _watchers:
            _watchers.append(Thread(target=_watch, name="abandoned requests", daemon=True))
            _watchers[0].start()


def _watch() -> None:
    while True:
        time.sleep(GONE_CHECK_SECONDS)
        for watch in list(_watches):
            if watch.is_gone():
                watch.cancel()
