"""Answers that say whether they are still true: weak ETags from the stamps of what they read, 304, Cache-Control."""

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

FRESH = "public, max-age=60, stale-while-revalidate=600"
MOVED = "public, max-age=60"
NEVER = "no-store"
# Kinds of files that make a release of the software
RELEASED = {".py", ".sql", ".html"}


class Conditional(APIView):
    """Gives answers an ETag, and those that are known already as 304, before any row is read."""

    etag = ""
    # How often something public has changed in each table, read before the rows
    stamps: dict[str, int] = {}
    # The day, and how often something public has changed in each table that is read
    version: tuple[Any, ...] = ()
    # Whether the database is asked at all
    asks_database = True

    def check_request(self, request: Request) -> None:
        """Refuses a request with faults, before anything else is said about it."""

    def tables_read(self) -> frozenset[str] | None:
        """The tables that the answer can depend on; None for all."""
        return None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        self.check_request(request)
        if request.method not in {"GET", "HEAD"} or not self.asks_database:
            return
        # The stamps were read before the rows: an answer may be newer than its ETag says, never older.
        self.etag = self._etag(request)
        if self.etag in self._known(request):
            raise NotModified

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        if response.status_code == 200 and self.etag and "*" in self._known(request):
            response = Response(status=304)
            response.exception = True
        response = super().finalize_response(request, response, *args, **kwargs)
        if response.status_code in {200, 304} and self.etag:
            response["ETag"] = f"W/{self.etag}"
            response["Cache-Control"] = FRESH
        elif not response.has_header("Cache-Control"):
            response["Cache-Control"] = MOVED if response.status_code == 308 else NEVER
        return response

    @staticmethod
    def _known(request: Request) -> list[str]:
        """The ETags that the reader has, without the mark of the weak ones."""
        known = parse_etags(request.headers.get("If-None-Match", ""))
        return [etag.removeprefix("W/") for etag in known]

    def _etag(self, request: Any) -> str:
        """What the answer depends on, sealed, so that none can be made up for a query with faults."""
        wanted = self.tables_read()
        read = {
            name: number for name, number in self.stamps.items() if wanted is None or name in wanted
        }
        self.version = (str(self.today()), *read.items())  # type: ignore[attr-defined]
        query = sorted(request.query_params.lists())
        renderer = request.accepted_renderer
        address = [request.scheme, request.get_host(), request.path]
        parts = [address, query, renderer.format, str(self.today()), release(), read]  # type: ignore[attr-defined]
        return f'"{salted_hmac("api etag", json.dumps(parts)).hexdigest()[:32]}"'


@cache
def release() -> str:
    """What tells one release of the software from another: its code, SQL, templates, packages and footnote."""
    digest = hashlib.sha256(settings.STATUS_FOOTNOTE.encode())
    for path in released_files():
        digest.update(path.read_bytes())
    return digest.hexdigest()


def released_files() -> list[Path]:
    """The files that an answer can depend on."""
    folders = [Path(app.path) for app in apps.get_app_configs()]
    ours = [folder for folder in folders if folder.parent == settings.BASE_DIR]
    found = [path for folder in ours for path in folder.rglob("*") if path.suffix in RELEASED]
    return sorted([settings.BASE_DIR / "requirements.txt", *found])
