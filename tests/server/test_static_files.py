"""Static files in both forms: compressed for clients that accept it, with ETags that fit both."""

import gzip
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from whitenoise.compress import Compressor

from balkanwatch.server.static_files import StaticFilesMiddleware
from tests import cases

STYLE = b"body { margin: 0 } " * 500
PICTURE = bytes(range(256))


@pytest.fixture
def ask(tmp_path: Path, settings: Any) -> Any:
    """Asks for a static file, with headers."""
    settings.STATIC_ROOT = tmp_path
    for name, content in (("a.css", STYLE), ("a.png", PICTURE)):
        (tmp_path / name).write_bytes(content)
    Compressor(quiet=True).compress(str(tmp_path / "a.css"))
    middleware = StaticFilesMiddleware(lambda request: HttpResponse(status=404))

    def answered(name: str = "a.css", **headers: str) -> tuple[HttpResponse, bytes]:
        response = middleware(RequestFactory().get(f"/static/{name}", headers=headers))
        body = b"".join(response)
        response.close()
        return response, body

    return answered


def test_have_the_same_bytes_in_both_forms(ask: Any) -> None:
    plain, whole = ask()
    small, body = ask(accept_encoding="gzip, deflate, br")

    assert whole == STYLE == gzip.decompress(body)
    assert small["Content-Encoding"] == "gzip"
    assert int(small["Content-Length"]) == len(body) < len(whole) / 10
    for response in (plain, small):
        assert response["Vary"] == "Accept-Encoding"
        # Weak: the same file, but not the same bytes
        assert response["ETag"] == plain["ETag"]
        assert response["ETag"].startswith('W/"')


def test_are_plain_where_compression_does_not_help(ask: Any) -> None:
    response, body = ask("a.png", accept_encoding="gzip")

    assert body == PICTURE
    assert "Content-Encoding" not in response


@cases("refusal", "", "identity", "gzip;q=0", "gzip; q=0.0, identity", "br")
def test_are_plain_for_clients_that_do_not_accept_gzip(ask: Any, refusal: str) -> None:
    response, body = ask(accept_encoding=refusal)

    assert body == STYLE
    assert "Content-Encoding" not in response


@cases("template", "{etag}", "{strong}", '"other", {etag}', "*")
def test_are_not_sent_again(ask: Any, template: str) -> None:
    etag = ask()[0]["ETag"]
    known = template.format(etag=etag, strong=etag.removeprefix("W/"))

    for encoding in ("gzip", "identity"):
        response, body = ask(if_none_match=known, accept_encoding=encoding)

        assert (response.status_code, body) == (304, b"")
        assert (response["ETag"], response["Vary"]) == (etag, "Accept-Encoding")


def test_are_sent_to_clients_that_have_another_version(ask: Any, tmp_path: Path) -> None:
    etag = ask()[0]["ETag"]

    assert ask(if_none_match='W/"other"')[1] == STYLE
    (tmp_path / "a.css").write_bytes(STYLE + b" ")
    new = StaticFilesMiddleware(lambda request: HttpResponse(status=404))
    request = RequestFactory().get("/static/a.css", headers={"If-None-Match": etag})
    assert new(request).status_code == 200


def test_are_sent_in_parts_only_where_the_bytes_are_the_same(ask: Any) -> None:
    part, body = ask(range="bytes=0-3")
    assert (part.status_code, body) == (206, STYLE[:4])

    whole, body = ask(range="bytes=0-3", if_range=part["ETag"])
    assert (whole.status_code, body) == (200, STYLE)
