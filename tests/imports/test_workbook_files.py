"""Workbooks with every type and format of cell: each cell is read as it is shown, or refused with cell and advice.

The tables say what is in each workbook and what is expected of it. Hostile workbooks are in `test_spreadsheets.py`.
"""

import datetime as dt
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from imports.reading.table_files import open_table
from tests import cases
from tests.imports.files import refusal, write
from tests.imports.test_spreadsheets import HEADER, workbook

DAY = dt.datetime(2025, 3, 18)  # noqa: DTZ001 (a day)
MORNING = dt.datetime(2025, 3, 18, 9, 30)  # noqa: DTZ001 (a day and a time of day)
# Value, number format, text
CELLS: tuple[tuple[Any, str, str], ...] = (
    # Numbers
    (4686, "General", "4686"),
    (4686.0, "#,##0", "4686"),
    (0.1 + 0.2, "General", "0.3"),
    (0.0000001, "General", "0.0000001"),
    (-1234.5, "#,##0.00;[Red]-#,##0.00", "-1234.5"),
    (1234.5, "#,##0.00 [$€-1]", "1234.5"),
    (0.5, "# ?/?", "0.5"),
    (12345, "0.00E+00", "12345"),
    (1500000, '0.0,,"M"', "1500000"),
    (123456789012345, "0", "123456789012345"),
    (1234567890123456, "0", "1.23456789012346E+15"),
    (123456789012345678, "0", "1.23456789012346E+17"),
    # Percentages, and a percent sign that is only text
    (0.02, "0.0%", "2"),
    (0.0205, "0%", "2.05"),
    (0.07, "0 %", "7"),
    (-0.125, "0.00%;[Red]-0.00%", "-12.5"),
    (0.02, "[$-409]0.0%", "2"),
    (2.5, '0.0" %"', "2.5"),
    (2.5, r"0.0\%", "2.5"),
    # Codes with leading zeros
    (8, "000", "008"),
    (8, "[$-409]000", "008"),
    # Days
    (DAY, "yyyy-mm-dd", "2025-03-18"),
    (DAY, "mm-dd-yy", "2025-03-18"),
    (DAY, "dd.mm.yyyy.", "2025-03-18"),
    (DAY, "[$-41A]d. mmmm yyyy.;@", "2025-03-18"),
    (DAY, "dddd, d mmmm yyyy", "2025-03-18"),
    (DAY, '"on "d.m.yy', "2025-03-18"),
    (dt.date(2025, 3, 18), "yyyy-mm-dd", "2025-03-18"),
    (DAY, "d-mmm", "2025-03-18"),
    # Months and years
    (DAY, "mmm-yy", "2025-03"),
    (DAY, "[$-409]mmm\\ yy", "2025-03"),
    (DAY, "mmmm yyyy", "2025-03"),
    (DAY, "mm/yyyy", "2025-03"),
    (DAY, "yyyy", "2025"),
    (DAY, '"year "yyyy', "2025"),
    # Times
    (MORNING, "dd.mm.yyyy hh:mm", "2025-03-18 09:30:00"),
    (MORNING, "m/d/yy h:mm AM/PM", "2025-03-18 09:30:00"),
    (MORNING, "yyyy-mm-dd", "2025-03-18"),
    (DAY, "yyyy-mm-dd hh:mm", "2025-03-18"),
    (MORNING, "h:mm", "09:30:00"),
    (dt.time(9, 30), "hh:mm", "09:30:00"),
    (dt.timedelta(hours=26, minutes=5), "[h]:mm:ss", "26:05:00"),
    # What a spreadsheet stores for a day, without a format
    (45734, "General", "45734"),
    (45734.39583, "General", "45734.39583"),
    # Other types
    (True, "General", "true"),
    (False, "General", "false"),
    (" text ", "General", "text"),
    ("007", "@", "007"),
    ("2025-03-18", "@", "2025-03-18"),
    ("two\nlines", "General", "two\nlines"),
    (CellRichText("Đu", TextBlock(InlineFont(b=True), "rđe")), "General", "Đurđe"),
    (None, "General", ""),
    *((error, "General", error) for error in ("#N/A", "#REF!", "#DIV/0!", "#NAME?", "#VALUE!")),
)
# XML of cells as other programs write them, and their texts
XML_CELLS = (
    (b'<c r="B2" t="inlineStr"><is><t>\xc5\xa0abac</t></is></c>', "Šabac"),
    (b'<c r="B2" t="d"><v>2025-03-18</v></c>', "2025-03-18"),
    (b'<c r="B2" t="d"><v>2025-03-18T09:30:00</v></c>', "2025-03-18"),
    (b'<c r="B2" t="str"><f>"a"&amp;"b"</f><v>ab</v></c>', "ab"),
    (b'<c r="B2" t="b"><f>1=1</f><v>1</v></c>', "true"),
    (b'<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "#DIV/0!"),
    (b'<c r="B2"><v>1.2345678901234568E+17</v></c>', "1.23456789012346E+17"),
    (b'<c r="B2" t="str"><v></v></c>', ""),
)


def book(path: Path, *rows: list[Any]) -> openpyxl.Workbook:
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    made.save(path)
    return made


@cases("value, number_format, text", *CELLS, ids=[f"{f}-{t}" for _v, f, t in CELLS])
def test_reads_a_cell_as_it_is_shown(
    tmp_path: Path, value: Any, number_format: str, text: str
) -> None:
    made = openpyxl.Workbook()
    made.active.append(["slug", "value"])
    made.active.append(["a", value])
    made.active["B2"].number_format = number_format
    made.save(tmp_path / "book.xlsx")

    with open_table(tmp_path / "book.xlsx") as table:
        assert list(table.rows) == [(2, ["a", text])]


@cases("cell, text", *XML_CELLS)
def test_reads_a_cell_of_another_program(tmp_path: Path, cell: bytes, text: str) -> None:
    row = b'<row r="2"><c t="str"><v>a</v></c>' + cell + b"</row>"

    with open_table(workbook(tmp_path / "book.xlsx", sheet=HEADER + row)) as table:
        assert list(table.rows) == [(2, ["a", text])]


def test_reads_days_of_a_workbook_that_counts_from_1904(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    made.epoch = openpyxl.utils.datetime.MAC_EPOCH
    made.active.append(["slug", "day"])
    made.active.append(["a", DAY])
    made.save(tmp_path / "book.xlsx")

    with open_table(tmp_path / "book.xlsx") as table:
        assert list(table.rows) == [(2, ["a", "2025-03-18"])]


def edited(path: Path, change: Any) -> list[str]:
    """The notes on a workbook of three rows that was changed."""
    made = openpyxl.Workbook()
    for row in (["slug", "share", "day"], ["a", 0.02, DAY], ["b", 0.03, DAY], ["c", 0.04, DAY]):
        made.active.append(row)
    change(made)
    made.save(path)
    with open_table(path) as table:
        assert len(list(table.rows)) == 3
    return table.notes


def format_column(number: int, code: str) -> Any:
    def change(made: openpyxl.Workbook) -> None:
        for row in made.active.iter_rows(min_row=2):
            row[number - 1].number_format = code

    return change


def hide_row(made: openpyxl.Workbook) -> None:
    made.active.row_dimensions[3].hidden = True


def filter_rows(made: openpyxl.Workbook) -> None:
    made.active.auto_filter.ref = "A1:C4"
    for row in (2, 4):
        made.active.row_dimensions[row].hidden = True


def hide_column(made: openpyxl.Workbook) -> None:
    made.active.column_dimensions["B"].hidden = True


def merge(made: openpyxl.Workbook) -> None:
    made.active.merge_cells("C2:C3")


def add_hidden_sheets(made: openpyxl.Workbook) -> None:
    made.create_sheet("Lists").sheet_state = "hidden"
    made.create_sheet("Codes").sheet_state = "veryHidden"
    made.create_sheet("More")


@cases(
    "change, note",
    (hide_row, "1 hidden row was read, too: 3."),
    (filter_rows, "2 hidden rows were read, too: 2, 4."),
    (hide_column, "Hidden columns were read, too: B."),
    (
        merge,
        "Merged cells have their value in the first cell alone; the others are empty: C2:C3.",
    ),
    (
        add_hidden_sheets,
        "Read the first sheet, “Sheet”. Other sheets: More, Lists (hidden), Codes (hidden).",
    ),
    (
        format_column(2, "0.0%"),
        "Percentages are read as they are shown, 2 for 2 %; the first is in cell B2.",
    ),
    (
        format_column(3, "mmm yyyy"),
        "Cells that show only a month or a year are read as such; the first is 2025-03 in cell C2.",
    ),
    (
        format_column(3, "d mmm"),
        "Cells show days without a year; it is taken from the value that is stored, "
        "first 2025-03-18 in cell C2.",
    ),
)
def test_notes_what_a_user_cannot_see(tmp_path: Path, change: Any, note: str) -> None:
    assert edited(tmp_path / "book.xlsx", change) == [note]


def test_notes_that_the_chosen_sheet_is_hidden(tmp_path: Path) -> None:
    made = book(tmp_path / "book.xlsx", ["slug"])
    made.create_sheet("Lists").append(["slug"])
    made["Lists"].sheet_state = "hidden"
    made.save(tmp_path / "book.xlsx")

    with open_table(tmp_path / "book.xlsx", sheet="Lists") as table:
        assert table.notes == ["The sheet “Lists” is hidden."]


def test_has_no_note_about_an_ordinary_workbook(tmp_path: Path) -> None:
    assert edited(tmp_path / "book.xlsx", format_column(3, "yyyy-mm-dd")) == []


def archive_of(path: Path, *members: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for member in members:
            archive.writestr(member, "x")
    return path


SAVE = "Save the table as CSV in UTF-8, or as .xlsx."


@cases(
    "members, message",
    (("mimetype", "content.xml"), f"The file is in OpenDocument (.ods) format. {SAVE}"),
    (
        ("[Content_Types].xml", "xl/workbook.bin"),
        f"The file is in Excel binary (.xlsb) format. {SAVE}",
    ),
    (
        ("[Content_Types].xml", "word/document.xml"),
        f"The file is in Word (.docx) format. {SAVE}",
    ),
    (
        ("[Content_Types].xml", "ppt/presentation.xml"),
        f"The file is in PowerPoint (.pptx) format. {SAVE}",
    ),
    (("Index/Document.iwa",), f"The file is in Apple Numbers format. {SAVE}"),
    (("[Content_Types].xml",), "The file is damaged or locked."),
)
def test_says_what_to_save_instead_of_another_format(
    tmp_path: Path, members: tuple[str, ...], message: str
) -> None:
    assert refusal(archive_of(tmp_path / "book.xlsx", *members)).startswith(message)


def test_says_that_a_workbook_has_a_password(tmp_path: Path) -> None:
    locked = b"\xd0\xcf\x11\xe0" + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le")

    assert refusal(write(tmp_path, locked)) == "The workbook has a password. Save it without one."


@cases("name", "book.csv", "book.xls", "book")
def test_knows_a_workbook_by_its_content(tmp_path: Path, name: str) -> None:
    book(tmp_path / "book.xlsx", ["slug"], ["a"])

    with open_table((tmp_path / "book.xlsx").rename(tmp_path / name)) as table:
        assert list(table.rows) == [(2, ["a"])]


def test_reads_a_table_below_titles_by_its_line(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    book(path, ["Figures"], [], ["slug", "value", "unit"], ["a", 1, "states"], ["b", 2, "states"])

    assert refusal(path).startswith("Line 1 does not contain the column names; line 3 seems to.")
    with open_table(path, header=3) as table:
        assert (table.header_line, next(iter(table.rows))) == (3, (4, ["a", "1", "states"]))


@pytest.mark.filterwarnings("ignore")
def test_reads_a_day_outside_of_the_calendar_as_an_error(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    made.active.append(["slug", "day"])
    made.active.append(["a", -5])
    made.active["B2"].number_format = "yyyy-mm-dd"
    made.active.append(["b", 99999999])
    made.active["B3"].number_format = "yyyy-mm-dd"
    made.save(tmp_path / "book.xlsx")

    with open_table(tmp_path / "book.xlsx") as table:
        assert [cells[1] for _line, cells in table.rows][1] == "#VALUE!"
