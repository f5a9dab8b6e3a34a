"""Hostile files are refused with a reason, or kept harmlessly: nothing of them runs, and no file here is read."""

from typing import Any

import pytest
from django.conf import settings as configured
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from balkanwatch.server.body_limits import UPLOAD_OVERHEAD, largest_body
from evidence.choices import TextState
from evidence.extracting.readers import UnreadableError, read_text
from evidence.media_types import RefusedFileError, media_type_of
from evidence.models import SourceSnapshot
from tests import cases, make
from tests.evidence import files
from tests.evidence.test_snapshots import attached, read, shown
from tests.server.test_http_server import STAFF

HTML = "text/html"


@cases(
    "name, content, reason",
    *files.REFUSED,
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_refuses_a_file_with_a_reason(name: str, content: bytes, reason: str) -> None:
    with pytest.raises(RefusedFileError, match=reason):
        media_type_of(ContentFile(content))


def test_says_in_the_form_why_a_file_is_refused(admin_client: Client) -> None:
    answer = attached(admin_client, b"<svg onload='alert(1)'/>", "page.html")

    assert "SVG can contain programs: save the picture as PNG." in answer.content.decode()
    assert not SourceSnapshot.objects.exists()


@cases(
    "name, content, media_type",
    *files.UNREADABLE,
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_keeps_a_damaged_file_and_finds_no_text_in_it(
    name: str, content: bytes, media_type: str
) -> None:
    assert media_type_of(ContentFile(content)) == media_type
    try:
        text, _, _ = read_text(media_type, content)
    except UnreadableError as error:
        assert str(error) == "damaged"
    else:
        assert "root:" not in text
        assert len(text) < 10_000


@cases("number", *range(len(files.SCRIPTS)))
def test_shows_the_words_of_a_page_and_none_of_its_code(admin_client: Client, number: int) -> None:
    content = files.page(files.SCRIPTS[number])
    text, _, _ = read_text(HTML, content)
    snapshot = make.snapshot(make.source(), text)

    page = shown(admin_client, snapshot)

    assert "signed a declaration in Tirana" in page
    for code in (
        "<script>alert",
        "onerror=alert(1)>",
        "<iframe",
        "javascript:alert(1)'",
        "<svg",
        "49",
    ):
        assert code not in page.split('class="snapshot-text"')[1].split("</section>")[0]


@cases("name", *files.NAMES)
def test_keeps_no_path_and_no_code_of_a_name(admin_client: Client, name: str) -> None:
    source = make.source()
    upload = SimpleUploadedFile("x", b"Some words of a page.")
    upload._name = name  # type: ignore[attr-defined]
    admin_client.post("/admin/evidence/sourcesnapshot/add/", {"source": source.pk, "file": upload})

    snapshot = SourceSnapshot.objects.get()
    kept = snapshot.file_name
    assert kept.isprintable()
    assert not {"/", "\\", "\n", "\r", "\u202e"} & set(kept)
    assert "<script>alert(1)</script>.txt" not in shown(admin_client, snapshot)


def test_refuses_what_is_larger_than_the_limit(admin_client: Client, settings: Any) -> None:
    settings.SNAPSHOT_MAX_MB = 1

    answer = attached(admin_client, b"word " * 300_000)

    assert "at most 1 are allowed" in answer.content.decode()


def test_the_server_takes_no_more_than_the_limit_and_from_staff_only() -> None:
    path = "/admin/evidence/sourcesnapshot/add/"
    most = configured.SNAPSHOT_MAX_MB * 1_000_000 + UPLOAD_OVERHEAD

    assert largest_body(path, {"COOKIE": STAFF}) == most < 2_000_000_000
    assert largest_body(path, {}) < 100_000


def test_a_bomb_ends_its_own_process_only(
    admin_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stream of PDF that unpacks to gigabytes, with little memory to do so."""
    import zlib

    stream = zlib.compress(b"BT (x) Tj ET " * 20_000_000, 9)
    bomb = files.pdf(["x"]).replace(b"/Length", b"/Filter /FlateDecode /Length", 1)
    start, end = bomb.index(b"stream\n") + 7, bomb.index(b"\nendstream")
    attached(admin_client, bomb[:start] + stream + bomb[end:], "bomb.pdf")

    snapshot = read(SourceSnapshot.objects.get())

    assert snapshot.state in {TextState.FAILED, TextState.EMPTY, TextState.READY}
