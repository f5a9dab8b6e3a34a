"""Health checks: /healthz says that the process is alive, /readyz that the site can work.

Both answer under any host name, since probes use addresses. Strangers learn yes or no; the log has the reason.
"""

import logging
import time
from collections.abc import Callable
from functools import cache
from threading import Lock

from django.db import Error, connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase

from imports.applying.presence import worker_problem

# A result is used for this time: probes by strangers cost at most one look a second.
REMEMBERED_SECONDS = 1.0
# How long one look may take, and how long others wait for it
QUERY_TIMEOUT_MS = 2000
PATIENCE_SECONDS = 1.0

logger = logging.getLogger(__name__)


class HealthMiddleware:
    """Answers health checks before all other middleware: no host check, no redirect, no session."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.readiness = Readiness()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info == "/healthz":
            return _answer(request, 200, "alive")
        if request.path_info == "/readyz":
            is_ready = self.readiness.is_ready()
            return _answer(request, *((200, "ready") if is_ready else (503, "not ready")))
        return self.get_response(request)


class Readiness:
    """The last look at database, migrations and worker."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._looked_at = 0.0
        self._problem: str | None = None

    def is_ready(self) -> bool:
        """Whether the site can work; looks at most once a second, and in one thread at a time."""
        if not self._lock.acquire(timeout=PATIENCE_SECONDS):
            return False
        try:
            if time.monotonic() - self._looked_at > REMEMBERED_SECONDS:
                self._note(find_problem())
            return not self._problem
        finally:
            self._lock.release()

    def _note(self, problem: str) -> None:
        if problem != self._problem:
            level = logging.WARNING if problem else logging.INFO
            logger.log(level, "Readiness: %s", problem or "ready")
        self._problem, self._looked_at = problem, time.monotonic()


def find_problem() -> str:
    """What keeps the site from working; empty if nothing does."""
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(f"SET LOCAL statement_timeout = {QUERY_TIMEOUT_MS}")
            missing = _newest_migrations() - set(MigrationRecorder(connection).applied_migrations())
            if missing:
                return f"migrations are missing: {sorted(missing)}"
            return worker_problem()
    except Error as error:
        return f"the database does not answer: {error}"


@cache
def _newest_migrations() -> frozenset[tuple[str, str]]:
    """The last migrations of all apps in the code."""
    return frozenset(MigrationLoader(None).graph.leaf_nodes())


def _answer(request: HttpRequest, status: int, text: str) -> HttpResponse:
    if request.method not in {"GET", "HEAD"}:
        return HttpResponseNotAllowed(["GET", "HEAD"])
    body = f"{text}\n"
    headers = {"Cache-Control": "no-store", "Content-Length": str(len(body))}
    return HttpResponse(body, "text/plain; charset=utf-8", status, headers=headers)
