"""Spreadsheets are read as a spreadsheet program shows them; hostile ones are refused."""

import datetime as dt
import random
import zipfile
from pathlib import Path
from unittest.mock import patch

import openpyxl
import pytest

from imports.reading import spreadsheets
from imports.reading.delimited import UnreadableFileError
from imports.reading.table_files import open_table
from tests import cases
from tests.imports.files import FILES, read_whole

MORNING = dt.datetime(2025, 3, 18, 9, 30, tzinfo=dt.UTC).replace(tzinfo=None)
MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
HEADER = b'<row r="1"><c t="str"><v>a</v></c><c t="str"><v>b</v></c></row>'


def workbook(path: Path, *, sheet: bytes = HEADER, texts: bytes = b"") -> Path:
    """A spreadsheet with this content of its sheet and shared strings."""
    sheet = b"<worksheet %b><sheetData>%b</sheetData></worksheet>" % (MAIN, sheet)
    texts = b"<sst %b>%b</sst>" % (MAIN, texts)
    content = {"xl/worksheets/sheet1.xml": sheet, "xl/sharedStrings.xml": texts}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
        for name, part in (parts_of_a_workbook() | content).items():
            made.writestr(name, part)
    return path


def parts_of_a_workbook() -> dict[str, bytes]:
    with zipfile.ZipFile(FILES / "simple.xlsx") as model:
        return {name: model.read(name) for name in model.namelist()}


def test_reads_a_spreadsheet_as_it_is_shown(tmp_path: Path):
    book = openpyxl.Workbook()
    book.active.append(["slug", "day", "moment", "number", "share", "yes", "empty"])
    book.active.append(["a", dt.date(2025, 3, 18), MORNING, 4686.0, 0.5, True, None])
    book.create_sheet("Second").append(["x", "y"])
    book.save(tmp_path / "book.xlsx")

    with open_table(tmp_path / "book.xlsx") as table:
        shown = ["a", "2025-03-18", "2025-03-18 09:30:00", "4686", "0.5", "true", ""]
        assert list(table.rows) == [(2, shown)]
    assert table.notes == ["Read the first sheet, “Sheet”. Other sheets: Second."]
    with open_table(tmp_path / "book.xlsx", sheet="Second") as table:
        assert table.columns == ["x", "y"]
    with pytest.raises(UnreadableFileError) as refused:
        open_table(tmp_path / "book.xlsx", sheet="Third")
    assert str(refused.value) == "There is no sheet “Third”. The sheets are: Sheet, Second."


def test_reads_numbers_with_fifteen_digits(tmp_path: Path):
    rows = b"<row><c><v>0.30000000000000004</v></c><c><v>1234567890123</v></c></row>"

    with open_table(workbook(tmp_path / "book.xlsx", sheet=HEADER + rows)) as table:
        assert list(table.rows) == [(2, ["0.3", "1234567890123"])]


def test_reads_the_first_visible_sheet(tmp_path: Path):
    book = openpyxl.Workbook()
    book.active.append(["hidden"])
    book.active.sheet_state = "hidden"
    book.create_sheet("Shown").append(["shown"])
    book.active = 1
    book.save(tmp_path / "book.xlsx")

    with open_table(tmp_path / "book.xlsx") as table:
        assert (table.sheet, table.columns) == ("Shown", ["shown"])


def test_refuses_a_formula_that_was_never_calculated(tmp_path: Path):
    book = openpyxl.Workbook()
    book.active.append(["a", "b"])
    book.active.append([1, "=A2*2"])
    book.save(tmp_path / "book.xlsx")

    outcome, _ = read_whole(tmp_path / "book.xlsx")
    assert outcome.startswith("The formula in cell B2 has no calculated value.")


def test_reads_the_value_of_a_formula(tmp_path: Path):
    rows = b'<row r="2"><c r="A2"><f>1+1</f><v>2</v></c><c t="str"><f>""</f><v></v></c></row>'

    with open_table(workbook(tmp_path / "book.xlsx", sheet=HEADER + rows)) as table:
        assert list(table.rows) == [(2, ["2", ""])]


@pytest.mark.slow
@cases(
    "sheet, texts, message",
    (b"<row>" + b"<c/>" * 3_000_000 + b"</row>", b"", "The spreadsheet has an unusual"),
    (
        (b"<row><c><v>1</v></c>" + b"<c/>" * 32 + b"</row>") * 19_000,
        b"",
        "The spreadsheet has more than 20000 rows, texts or cells.",
    ),
    (b"<x/>" * 3_000_000, b"", "The spreadsheet has an unusual structure."),
    (b"<row/>" * 11_000, b"", "More than 10000 rows before row 10002 are blank."),
    (b"<row><c><v>1</v></c></row>" * 30_000, b"", "The spreadsheet has more than 20000 rows"),
    (b'<row r="1000000000"><c><v>1</v></c></row>', b"", "The spreadsheet has an unusual"),
    (b'<row><c r="XFD1"><v>1</v></c></row>', b"", "Row 2 has a cell in column XFD"),
    (b"<row><c><v>" + b"9" * 5000 + b"</v></c></row>", b"", "The file is damaged or locked."),
    (b'<row><c t="s"><v>7</v></c></row>', b"", "The file is damaged or locked."),
    (b"<!-- a -->", b"", "The spreadsheet has an unusual structure."),
    (b"<row>", b"", "The file is damaged or locked."),
    (b" " * 100_000_001, b"", "“xl/worksheets/sheet1.xml” in the spreadsheet has"),
    (b"", b" " * 20_000_001, "“xl/sharedStrings.xml” in the spreadsheet has more"),
    (b"", b"<si/>" * 30_000, "The spreadsheet has more than 20000 rows, texts or cells."),
    (
        b'<row><c t="s"><v>0</v></c></row>' * 9000,
        b"<si><t>" + b"x" * 90_000 + b"</t></si>",
        "Row 5557 has too much text.",
    ),
    ids=[
        *("an endless row", "many cells", "no rows", "blank rows", "many rows", "a far row"),
        *("a far cell", "a long number", "a missing text", "a comment", "an open row"),
        *("a large sheet", "large texts", "many texts", "a repeated text"),
    ],
)
@patch.multiple(spreadsheets, MAX_ROWS=20_000, MAX_TAGS=1_700_000)
def test_needs_little_memory_if_hostile(tmp_path: Path, sheet: bytes, texts: bytes, message: str):
    path = workbook(tmp_path / "book.xlsx", sheet=HEADER + sheet, texts=texts)
    outcome, peak = read_whole(path)

    assert outcome.startswith(message)
    assert peak < 100_000_000


@pytest.mark.filterwarnings("ignore")
def test_reads_or_refuses_a_damaged_spreadsheet(tmp_path: Path):
    chance = random.Random(5)  # noqa: S311 (the same damage each time)
    whole = workbook(tmp_path / "whole.xlsx").read_bytes()
    parts = parts_of_a_workbook()
    texts = [name for name in parts if name.endswith((".xml", ".rels"))]

    for turn in range(150):
        path = tmp_path / "book.xlsx"
        if turn % 2:
            data = bytearray(whole)
            for _ in range(5):
                data[chance.randrange(len(data))] = chance.randrange(256)
            path.write_bytes(data)
        else:
            hit = chance.choice(texts)
            with zipfile.ZipFile(path, "w") as made:
                for name, part in parts.items():
                    at = chance.randrange(len(part))
                    cut = part[:at] + chance.choice([b"", b"9", b"<", b'"']) + part[at + 1 :]
                    made.writestr(name, cut if name == hit else part)
        assert read_whole(path)[0]
