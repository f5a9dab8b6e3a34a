"""Several files in one archive."""

import zipfile
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from imports.reading import table_files
from imports.reading.archives import pack_files, unpacked_files
from imports.reading.delimited import UnreadableFileError
from tests import cases
from tests.imports.files import write


def archive(folder: Path, members: dict[str, bytes]) -> Path:
    path = folder / "kept"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return path


def refusal(path: Path) -> str:
    with pytest.raises(UnreadableFileError) as refused, unpacked_files(path, "x.zip"):
        pass
    return str(refused.value)


def test_unpacks_what_was_packed_under_the_same_names(tmp_path: Path):
    files = [ContentFile(b"one", name="a.csv"), ContentFile(b"two", name="a.csv")]
    path = write(tmp_path, pack_files(files).read(), "kept")

    with unpacked_files(path, "a.csv, a.csv") as paths:
        unpacked = [(each.name, each.read_bytes()) for each in paths]
    assert unpacked == [("a.csv", b"one"), ("a.csv", b"two")]
    assert not any(each.exists() for each in paths)


def test_a_single_file_keeps_its_name(tmp_path: Path):
    path = write(tmp_path, b"a,b\n1,2\n", "kept")

    with unpacked_files(path, "ged.csv") as paths:
        assert [(each.name, each.read_bytes()) for each in paths] == [("ged.csv", b"a,b\n1,2\n")]


def test_a_workbook_is_one_file(tmp_path: Path):
    path = archive(tmp_path, {"[Content_Types].xml": b"", "xl/workbook.xml": b""})

    with unpacked_files(path, "table.xlsx") as paths:
        assert [each.name for each in paths] == ["table.xlsx"]


@cases("name", "../../etc/passwd", "/etc/passwd", "..\\..\\x.csv", "..", "a/..")
def test_writes_nowhere_else_whatever_members_are_named(tmp_path: Path, name: str):
    with unpacked_files(archive(tmp_path, {name: b"x"}), "x.zip") as paths:
        (path,) = paths
        assert path.resolve().is_relative_to(path.parent.resolve())
        assert path.parent.name == "0"
        assert path.name in {"passwd", "x.csv", "file"}


def test_refuses_what_is_too_large_uncompressed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(table_files, "MAX_UNPACKED_BYTES", 1_000_000)
    path = archive(tmp_path, {"a.csv": b"0" * 600_000, "b.csv": b"0" * 600_000})

    assert path.stat().st_size < 10_000
    assert "more than 1 MB" in refusal(path)


@cases("count", 0, 101)
def test_refuses_none_and_too_many_files(tmp_path: Path, count: int):
    path = archive(tmp_path, {f"{number}.csv": b"x" for number in range(count)})

    assert f"it has {count}" in refusal(path)


def test_says_that_an_archive_is_damaged(tmp_path: Path):
    path = archive(tmp_path, {"a.csv": b"hello" * 100})
    content = path.read_bytes()
    path.write_bytes(content[:45] + b"x" * 15 + content[60:])

    assert "damaged" in refusal(path)
