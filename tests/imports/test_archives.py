"""Several files in one are opened with care, whoever packed them."""

import io
import zipfile
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from imports.reading import archives
from imports.reading.archives import packed, unpacked
from imports.reading.table_files import Unreadable


def archive(folder: Path, members: dict[str, bytes]) -> Path:
    path = folder / "kept"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as whole:
        for name, content in members.items():
            whole.writestr(name, content)
    return path


def test_gives_back_what_was_packed_under_its_own_names(tmp_path: Path):
    files = [ContentFile(b"one", name="a.csv"), ContentFile(b"two", name="a.csv")]
    path = tmp_path / "kept"
    path.write_bytes(packed(files).read())

    with unpacked(path, "a.csv, a.csv") as paths:
        assert [(each.name, each.read_bytes()) for each in paths] == [
            ("a.csv", b"one"),
            ("a.csv", b"two"),
        ]
    assert not any(each.exists() for each in paths)


def test_a_single_file_has_the_name_that_it_came_with(tmp_path: Path):
    path = tmp_path / "kept"
    path.write_bytes(b"a,b\n1,2\n")

    with unpacked(path, "ged.csv") as paths:
        assert [(each.name, each.read_bytes()) for each in paths] == [("ged.csv", b"a,b\n1,2\n")]


def test_a_workbook_is_one_file(tmp_path: Path):
    path = archive(tmp_path, {"[Content_Types].xml": b"", "xl/workbook.xml": b""})

    with unpacked(path, "table.xlsx") as paths:
        assert [each.name for each in paths] == ["table.xlsx"]


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "..\\..\\x.csv", "..", "a/.."])
def test_writes_nowhere_else_whatever_members_are_called(tmp_path: Path, name: str):
    with unpacked(archive(tmp_path, {name: b"x"}), "x.zip") as paths:
        (path,) = paths
        assert path.resolve().is_relative_to(path.parent.resolve())
        assert path.parent.name == "0"
        assert path.name in {"passwd", "x.csv", "file"}


def test_refuses_what_is_too_large_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(archives, "LARGEST_UNPACKED", 1_000_000)
    path = archive(tmp_path, {"a.csv": b"0" * 600_000, "b.csv": b"0" * 600_000})
    assert path.stat().st_size < 10_000

    with pytest.raises(Unreadable, match="more than 1 MB"), unpacked(path, "x.zip"):
        pass


@pytest.mark.parametrize("count", [0, 51])
def test_refuses_none_and_too_many_files(tmp_path: Path, count: int):
    path = archive(tmp_path, {f"{number}.csv": b"x" for number in range(count)})

    with pytest.raises(Unreadable, match=f"it has {count}"), unpacked(path, "x.zip"):
        pass


def test_says_that_an_archive_is_damaged(tmp_path: Path):
    content = bytearray(archive(tmp_path, {"a.csv": b"hello" * 100}).read_bytes())
    content[45:60] = b"x" * 15
    path = tmp_path / "broken"
    path.write_bytes(io.BytesIO(content).getvalue())

    with pytest.raises(Unreadable, match="damaged"), unpacked(path, "x.zip"):
        pass
