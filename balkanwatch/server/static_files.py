"""Static files, which `collectstatic` has compressed: which of both forms a client gets, and when none."""

import os
import re
from types import SimpleNamespace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_etags
from whitenoise.middleware import WhiteNoiseMiddleware

# An encoding that the client does not accept, such as gzip;q=0
REFUSED_ENCODING = re.compile(r";\s*q=0(\.0*)?\s*$")


class StaticFilesMiddleware(WhiteNoiseMiddleware):
    """WhiteNoise with the rules of RFC 9110 for compressed files.

    By itself it gives both forms of a file the same strong ETag, which promises the same bytes, knows no
    list of ETags, and sends gzip to clients that refuse it.
    """

    def add_cache_headers(self, headers: Any, path: str, url: str) -> None:
        super().add_cache_headers(headers, path, url)
        about = os.stat(path)
        headers["ETag"] = f'W/"{about.st_mtime_ns:x}-{about.st_size:x}"'

    @staticmethod
    def serve(static_file: Any, request: HttpRequest) -> HttpResponse:
        meta = dict(request.META)
        encodings = meta.get("HTTP_ACCEPT_ENCODING", "").split(",")
        meta["HTTP_ACCEPT_ENCODING"] = ",".join(
            e for e in encodings if not REFUSED_ENCODING.search(e)
        )
        etag = getattr(static_file, "etag", None)
        known = parse_etags(meta.get("HTTP_IF_NONE_MATCH", ""))
        if etag and {etag, etag.removeprefix("W/"), "*"}.intersection(known):
            meta["HTTP_IF_NONE_MATCH"] = etag
        if "HTTP_IF_RANGE" in meta:
            # A part fits only the very same bytes, which a weak ETag does not promise.
            meta.pop("HTTP_RANGE", None)
        plain = SimpleNamespace(method=request.method, META=meta)
        response: HttpResponse = WhiteNoiseMiddleware.serve(static_file, plain)
        return response
