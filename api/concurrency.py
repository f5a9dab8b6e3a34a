"""Limits on requests that take long: how many run at once, apart from all others, and for how long."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from rest_framework.exceptions import APIException

from api.errors import problem_response

# The key of the WSGI environment under which our server says how many bytes of answers wait for slow readers
WAITING_BYTES = "server.waiting_bytes"
RETRY_SECONDS = 5


class TooBusyError(APIException):
    """Too many requests of this kind run at the moment; the answer has Retry-After."""

    status_code = 503
    default_code = "busy"
    wait = RETRY_SECONDS


class ConcurrencyLimit:
    """At most `running` requests at once in this process; `waiting` more wait up to `patience` seconds."""

    def __init__(self, detail: str, *, running: int, waiting: int, patience: float) -> None:
        self.detail = detail
        self.running, self.waiting, self.patience = running, waiting, patience
        self._admitted = BoundedSemaphore(running + waiting)
        self._running = BoundedSemaphore(running)

    def check(self) -> None:
        """Raises TooBusyError if there are too many, without taking a place."""
        if not self._admitted.acquire(blocking=False):
            raise TooBusyError(self.detail)
        self._admitted.release()

    @contextmanager
    def slot(self) -> Iterator[None]:
        """Inside, the request counts as running; raises TooBusyError if there are too many."""
        if not self._admitted.acquire(blocking=False):
            raise TooBusyError(self.detail)
        try:
            if not self._running.acquire(timeout=self.patience):
                raise TooBusyError(self.detail)
            try:
                yield
            finally:
                self._running.release()
        finally:
            self._admitted.release()


def too_busy(request: HttpRequest, error: TooBusyError) -> HttpResponse:
    """The response to a request that is refused before a view of the API handles it."""
    response = problem_response(request, error.status_code, error.default_code, str(error.detail))
    response["Retry-After"] = str(error.wait)
    return response


# Lists as files. An answer that is ready waits for its reader outside of this limit.
EXPORTS = ConcurrencyLimit(
    "Too many files are being written at the moment.",
    running=settings.MAX_EXPORTS,
    waiting=settings.MAX_EXPORTS,
    patience=1.0,
)
# Searches, and everything that counts or follows more rows than it returns
ANALYSES = ConcurrencyLimit(
    "Too many searches and analyses are running at the moment.",
    running=settings.MAX_ANALYSES,
    waiting=4 * settings.MAX_ANALYSES,
    patience=2.0,
)
CONCURRENCY_LIMITS = (EXPORTS, ANALYSES)


@contextmanager
def export_slot(request: HttpRequest) -> Iterator[None]:
    """A slot for an export; raises TooBusyError also if answers that wait for slow readers fill the disk."""
    waiting_bytes = request.META.get(WAITING_BYTES)
    if waiting_bytes and waiting_bytes() >= settings.SERVER_BUFFER_MB * 1_000_000 // 2:
        raise TooBusyError(EXPORTS.detail)
    with EXPORTS.slot():
        yield
