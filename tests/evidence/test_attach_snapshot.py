"""`manage.py attach_snapshot`."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from evidence.models import SourceSnapshot
from tests import cases, make


def attach_file(slug: str, path: Path) -> str:
    """What the command prints."""
    said = StringIO()
    call_command("attach_snapshot", slug, str(path), stdout=said)
    return said.getvalue()


def test_attaches_a_file_and_extracts_its_text_at_once(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_text("L1  First line.\n\nL2  Second line.\n", encoding="utf-8")
    make.source("article")

    assert "6 words in 2 lines, read by plain 1" in attach_file("article", path)
    assert attach_file("article", path).startswith("Attached before")
    assert SourceSnapshot.objects.get().state == "ready"


@cases(
    "slug, content, reason",
    ("nothing", b"Words", "There is no source nothing"),
    ("article", b"", "The file is empty"),
    ("article", b"<svg/>", "SVG can contain programs"),
    ("article", b"%PDF-1.4 broken", "The file is damaged"),
    ("article", None, "No such file"),
)
def test_says_why_a_file_is_not_attached(
    tmp_path: Path, slug: str, content: bytes | None, reason: str
) -> None:
    make.source("article")
    path = tmp_path / "file"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(CommandError, match=reason):
        attach_file(slug, path)
