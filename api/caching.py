"""Conditional requests: weak ETags made from table versions, 304 responses, and Cache-Control."""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.http import parse_etags
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.errors import NotModified
from records.verification import database_identity

CACHE_WITH_ETAG = "public, max-age=60, stale-while-revalidate=600"
CACHE_REDIRECT = "public, max-age=60"
NO_STORE = "no-store"
# Suffixes of the files that belong to a release of the software
RELEASE_SUFFIXES = {".py", ".sql", ".html"}


class ConditionalView(APIView):
    """Adds ETags, and answers 304 without reading a row if the client has the current response.

    A subclass that uses the database defines `today()`, the day that its answers can depend on.
    """

    etag = ""
    # The number of public changes in each table, read before any row
    stamps: dict[str, int] = {}
    # The day, and the stamps of the tables that the response depends on
    version: tuple[Any, ...] = ()
    uses_database = True

    def check_request(self, request: Request) -> None:
        """Raises an error for an invalid request, before its ETag is compared."""

    def source_tables(self) -> frozenset[str] | None:
        """The tables that the response can depend on; None for all tables."""
        return None

    def initial(self, request: Request, *args: object, **kwargs: object) -> None:
        super().initial(request, *args, **kwargs)
        self.check_request(request)
        if request.method not in {"GET", "HEAD"} or not self.uses_database:
            return
        # The stamps are older than the rows: a response may be newer than its ETag, never older.
        self.etag = self._make_etag(request)
        if self.etag in _client_etags(request):
            raise NotModified

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        if response.status_code == 200 and self.etag and "*" in _client_etags(request):
            response = Response(status=304)
            response.exception = True
        response = super().finalize_response(request, response, *args, **kwargs)
        if response.status_code in {200, 304} and self.etag:
            response["ETag"] = f"W/{self.etag}"
            response["Cache-Control"] = CACHE_WITH_ETAG
        elif not response.has_header("Cache-Control"):
            response["Cache-Control"] = CACHE_REDIRECT if response.status_code == 308 else NO_STORE
        return response

    def _make_etag(self, request: Request) -> str:
        """A digest of everything the response depends on; signed, so that nobody can guess it."""
        tables = self.source_tables()
        stamps = {
            name: number for name, number in self.stamps.items() if tables is None or name in tables
        }
        day = str(self.today())  # type: ignore[attr-defined]
        self.version = (day, *stamps.items())
        query = sorted(request.query_params.lists())
        address = [request.scheme, request.get_host(), request.path]
        # Numbers of changes begin again where a backup is restored.
        state = [database_identity(), release_digest(), stamps]
        parts = [address, query, request.accepted_renderer.format, day, *state]
        return f'"{salted_hmac("api etag", json.dumps(parts)).hexdigest()[:32]}"'


def _client_etags(request: Request) -> list[str]:
    """The ETags that the client has, without the mark of weak ones."""
    etags = parse_etags(request.headers.get("If-None-Match", ""))
    return [etag.removeprefix("W/") for etag in etags]


@cache
def release_digest() -> str:
    """A digest of the software: its code, SQL, templates, packages and the status footnote."""
    digest = hashlib.sha256(settings.STATUS_FOOTNOTE.encode())
    for path in released_files():
        digest.update(path.read_bytes())
    return digest.hexdigest()


def released_files() -> list[Path]:
    """The files that a response can depend on."""
    folders = [Path(app.path) for app in apps.get_app_configs()]
    ours = [folder for folder in folders if folder.parent == settings.BASE_DIR]
    found = [
        path for folder in ours for path in folder.rglob("*") if path.suffix in RELEASE_SUFFIXES
    ]
    return sorted([settings.BASE_DIR / "requirements.txt", *found])
