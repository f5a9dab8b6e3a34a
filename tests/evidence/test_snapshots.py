"""Snapshots in the admin: attaching, extracting, showing and keeping them."""

import hashlib
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client

from curation.merging.record_merge import merge
from evidence import jobs, storing
from evidence.choices import TextState
from evidence.extracting import running
from evidence.models import SnapshotText, SourceSnapshot
from records.publication import reading
from sources.models import Source
from tests import cases, database, make
from tests.accounts.people import make_person
from tests.evidence import files

ADD = "/admin/evidence/sourcesnapshot/add/"


def url_of_snapshot(snapshot: SourceSnapshot, page: str = "change") -> str:
    return f"/admin/evidence/sourcesnapshot/{snapshot.pk}/{page}/"


def attached(
    client: Client, content: bytes, name: str = "page.html", source: Source | None = None
) -> Any:
    """The answer to an upload."""
    source = source or make.source(url="https://example.org/pact")
    return client.post(ADD, {"source": source.pk, "file": SimpleUploadedFile(name, content)})


def read(snapshot: SourceSnapshot) -> SourceSnapshot:
    """The snapshot after the worker has extracted its text."""
    jobs.extract_snapshot.call(snapshot.pk, "en")
    snapshot.refresh_from_db()
    return snapshot


def shown(client: Client, snapshot: SourceSnapshot) -> str:
    return client.get(url_of_snapshot(snapshot)).content.decode()


def test_attaches_a_web_page_and_shows_its_text_without_menus(admin_client: Client) -> None:
    content = files.page(
        f"<p>{files.SENTENCE * 3}</p><p>A second paragraph says: {files.SENTENCE}</p>"
    )

    answer = attached(admin_client, content)

    snapshot = SourceSnapshot.objects.get()
    assert answer["Location"] == url_of_snapshot(snapshot)
    assert (snapshot.digest, snapshot.size) == (hashlib.sha256(content).hexdigest(), len(content))
    assert (snapshot.media_type, snapshot.state) == ("text/html", "waiting")
    assert (snapshot.address, snapshot.file_name) == ("https://example.org/pact", "page.html")
    assert "Waiting for the worker" in shown(admin_client, snapshot)
    assert read(snapshot).state == TextState.READY
    text = snapshot.texts.get()
    assert files.SENTENCE.strip() in text.text
    assert "Sport" not in text.text
    assert 'id="L2"' in shown(admin_client, snapshot)


def test_shows_the_pages_of_a_pdf_without_their_running_heads(admin_client: Client) -> None:
    subjects = {"1": "defence", "2": "trade", "3": "culture"}
    pages = [
        [f"Official Gazette {n}", f"Article on {about}", f"with more words on {about}"]
        for n, about in subjects.items()
    ]
    attached(admin_client, files.pdf(*pages), "gazette.pdf")

    snapshot = read(SourceSnapshot.objects.get())

    text = snapshot.texts.get()
    assert text.text.split("\n")[:2] == ["Article on defence", "with more words on defence"]
    assert [text.text[place:].split("\n")[0] for place in text.pages] == [
        f"Article on {about}" for about in subjects.values()
    ]
    page = shown(admin_client, snapshot)
    assert ("Page 3" in page, "Official Gazette" in page) == (True, False)


def test_reads_paragraphs_and_tables_of_word_files(admin_client: Client) -> None:
    attached(
        admin_client,
        files.word("Član 1.", "Strane su saglasne.", cells=["Srbija", "Mađarska"]),
        "x.docx",
    )

    assert (
        read(SourceSnapshot.objects.get()).texts.get().text
        == "Član 1.\nStrane su saglasne.\nSrbija\nMađarska"
    )


@cases(
    "content",
    "Споразум о одбрани потписан је у Суботици.".encode("cp1251"),
    "Споразум о одбрани потписан је у Суботици.".encode("utf-16"),
    "\ufeffСпоразум о одбрани потписан је у Суботици.".encode(),
    ids=lambda content: content[:3].hex(),
)
def test_reads_plain_text_in_the_encodings_of_the_region(content: bytes) -> None:
    text, pages, _ = running_text("text/plain", content)

    assert (text, pages) == ("Споразум о одбрани потписан је у Суботици.", [])


def running_text(media_type: str, content: bytes) -> tuple[str, list[int], str]:
    from evidence.extracting.readers import read_text

    return read_text(media_type, content)


def test_keeps_a_picture_without_text(admin_client: Client) -> None:
    attached(admin_client, b"\x89PNG\r\n\x1a\n" + b"0" * 50, "page.png")

    snapshot = SourceSnapshot.objects.get()
    assert snapshot.state == TextState.PICTURE
    assert "Extract the text again" not in shown(admin_client, snapshot)


def test_says_that_there_is_no_text_and_why_one_cannot_be_extracted(admin_client: Client) -> None:
    source = make.source()
    attached(admin_client, files.pdf([]), "scan.pdf", source)
    attached(admin_client, b"%PDF-1.4 nothing", "broken.pdf", source)
    broken, scan = map(read, SourceSnapshot.objects.all())

    assert "No text found" in shown(admin_client, scan)
    assert "The file is damaged." in shown(admin_client, broken)
    answer = admin_client.post(url_of_snapshot(broken, "extract"))
    broken.refresh_from_db()
    assert (answer.status_code, broken.state, broken.failure) == (302, "waiting", "")


def test_says_that_reading_takes_too_long(
    admin_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "LONGEST_SECONDS", 0.01)
    attached(admin_client, b"Some words of a page.", "page.txt")

    snapshot = read(SourceSnapshot.objects.get())

    assert (snapshot.state, snapshot.failure) == ("failed", "Reading it takes too long.")


def test_attaches_the_same_bytes_to_a_source_once(admin_client: Client) -> None:
    source = make.source()
    for _ in range(2):
        answer = attached(admin_client, b"Some words of a page.", source=source)

    assert SourceSnapshot.objects.count() == 1
    assert (
        "has been attached to the source before"
        in admin_client.get(answer["Location"]).content.decode()
    )
    attached(admin_client, b"Some words of a page.")
    assert SourceSnapshot.objects.count() == 2


def test_leads_from_a_source_to_its_snapshots(admin_client: Client) -> None:
    source = make.source()
    page = f"/admin/sources/source/{source.pk}/change/"

    assert "Attach a snapshot" in admin_client.get(page).content.decode()
    make.snapshot(source)
    assert "Snapshots (1)" in admin_client.get(page).content.decode()


def test_downloads_the_bytes_so_that_no_browser_shows_them(admin_client: Client) -> None:
    content = files.page("<script>alert(1)</script>")
    attached(admin_client, content)

    answer = admin_client.get(url_of_snapshot(SourceSnapshot.objects.get(), "file"))

    assert b"".join(answer) == content
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment; filename=")
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))


def test_says_that_a_file_is_missing_or_not_the_one_that_was_kept(admin_client: Client) -> None:
    snapshot = make.snapshot(make.source(), "These words will be gone.")
    path = storing.stored_path(snapshot.digest)
    storing.snapshot_storage().delete(path)

    assert "not in the storage" in shown(admin_client, snapshot)
    assert admin_client.get(url_of_snapshot(snapshot, "file")).status_code == 404
    storing.snapshot_storage().save(path, SimpleUploadedFile("x", b"other"))
    with pytest.raises(storing.SnapshotMissingError):
        storing.stored_bytes(snapshot.digest)
    storing.snapshot_storage().delete(path)


@cases("role", "viewer", "importer", "nobody")
def test_shows_nothing_to_roles_without_the_right(client: Client, role: str) -> None:
    snapshot = make.snapshot(make.source(), "Words for curators only.")
    client.force_login(make_person("ana", *([] if role == "nobody" else [role])))

    for page in ("change", "file", "progress", "history"):
        assert client.get(url_of_snapshot(snapshot, page)).status_code == 403
    for url in ("/admin/evidence/sourcesnapshot/", "/admin/evidence/snapshottext/", ADD):
        assert client.get(url).status_code == 403
    assert client.post(url_of_snapshot(snapshot, "extract")).status_code == 403


def test_readers_have_no_right_to_any_table_of_snapshots() -> None:
    make.snapshot(make.source())

    for model in (SourceSnapshot, SnapshotText):
        with pytest.raises(DatabaseError), transaction.atomic(), reading():
            list(model.objects.all())


@cases(
    "statement",
    "DELETE FROM evidence_sourcesnapshot",
    "UPDATE evidence_sourcesnapshot SET digest = repeat('a', 64)",
    "UPDATE evidence_sourcesnapshot SET taken_at = now() + interval '1 day'",
    "UPDATE evidence_sourcesnapshot SET size = 1",
)
def test_keeps_snapshots_as_they_were_made(statement: str) -> None:
    make.snapshot(make.source())

    with (
        pytest.raises(IntegrityError, match="A snapshot stays as it was made"),
        transaction.atomic(),
    ):
        database.execute(statement)


def test_moves_the_snapshots_of_a_source_that_is_merged() -> None:
    kept, duplicate = make.source("kept"), make.source("duplicate")
    for source in (kept, duplicate):
        make.snapshot(source, "The same words.")

    merge(duplicate=duplicate, kept=kept, by=make.submitter())

    assert kept.snapshots.count() == 2
