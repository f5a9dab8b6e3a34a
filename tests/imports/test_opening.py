"""Any honest file opens, with every letter right; any other is refused with what is wrong and what would be right."""

import datetime as dt
import tracemalloc
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from imports.opening import Unreadable, open_table
from imports.reading import LONGEST_CELL

FILES = Path(__file__).parent / "files"
# Columns, rows, the line of the last row, a cell of it, and how the file is written
READ: dict[str, tuple[int, int, int, str, str, str]] = {
    "cldr_cyrillic_cp1251_semicolon.csv": (
        *(2, 116, 117, "Организация Объединенных Наций"),
        *("cp1251", ";"),
    ),
    "complex.csv": (4, 3, 4, "6,000,000", "utf-8-sig", ","),
    "geonames_HR_SI_cp1250_semicolon_decimalcomma.csv": (
        *(7, 59, 60, "Seget Vranjica"),
        *("cp1250", ";"),
    ),
    "geonames_HU_SK_iso8859-2.csv": (7, 59, 60, "Zemplínska Široká", "iso8859-2", ","),
    "geonames_RS_ME_BA_MK_XK_AL_utf16le_bom_tab.csv": (
        *(7, 59, 60, "Saraqinishtë"),
        *("utf-16", "\t"),
    ),
    "geonames_all_utf8bom_semicolon.csv": (7, 59, 60, "Saraqinishtë", "utf-8-sig", ";"),
    "long.csv": (1, 399, 400, "foo", "utf-8-sig", ","),
    "paisesISO.csv": (6, 248, 249, "Zimbabue", "utf-8-sig", ";"),
    "simple.csv": (3, 6, 7, "Berkeley", "utf-8-sig", ","),
    "simple.psv": (6, 28, 29, "240000", "utf-8-sig", "|"),
    "simple.ssv": (3, 6, 7, "Berkeley", "utf-8-sig", ";"),
    "simple.xlsx": (3, 6, 7, "Berkeley", "", ""),
    "simple.zip": (3, 6, 7, "Berkeley", "utf-8-sig", ","),
    "skip_initials.csv": (2, 2, 3, "goodbye2", "utf-8-sig", ","),
    "spanish_chars.csv": (8, 115, 120, "", "cp1252", ","),
    "sparse_with_column_errors.csv": (3, 320, 330, "E11430", "cp1250", ","),
    "utf-16le_encoded.csv": (
        *(19, 59, 60, "South West London and St George's Mental Health NHS Trust"),
        *("utf-16", ","),
    ),
}
REFUSED = {
    "characters.csv": "The letters of the file are in no encoding that is known here",
    "excel_pasting.csv": "Line 1 does not name the columns; line 4 seems to",
    "mixedGLB.csv": "Line 1 does not name the columns; line 4 seems to",
    "null.csv": "Line 1 names these columns more than once: 0.",
    "weird_head_padding.csv": "Line 3 does not name the columns; line 12 seems to",
}
WITHOUT_ROWS = {"small.csv": ["a"], "utf8bom.csv": ["kitten", "win"]}
LETTERS = "šđčćž ŠĐČĆŽ ë Ç ő ű Ľubomír Ťažký"
MORNING = dt.datetime(2025, 3, 18, 9, 30, tzinfo=dt.UTC).replace(tzinfo=None)
CYRILLIC = "Ђорђе Љубиша Његош Џеваир"


def rows_of(path: Path, **options: Any) -> list[list[str]]:
    with open_table(path, **options) as table:
        return [cells for _line, cells in table.rows]


def refusal(path: Path, **options: Any) -> str:
    with pytest.raises(Unreadable) as refused:
        rows_of(path, **options)
    return str(refused.value)


def written(tmp_path: Path, text: str | bytes, name: str = "file.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_knows_what_comes_of_each_file():
    files = {path.name for path in FILES.iterdir()} - {"README.md"}

    assert files == {*READ, *REFUSED, *WITHOUT_ROWS}


@pytest.mark.parametrize("name", READ)
def test_reads_a_file_as_it_was_meant(name: str):
    width, number, last_line, cell, encoding, separator = READ[name]

    with open_table(FILES / name) as table:
        rows = list(table.rows)

    assert (len(table.columns), len(rows), rows[-1][0]) == (width, number, last_line)
    assert cell in rows[-1][1] or cell in [cell for _line, cells in rows for cell in cells]
    assert all(len(cells) == width for _line, cells in rows)
    assert (table.encoding, table.separator) == (encoding, separator)


@pytest.mark.parametrize("name", REFUSED)
def test_says_what_is_wrong_with_a_file(name: str):
    assert refusal(FILES / name).startswith(REFUSED[name])


@pytest.mark.parametrize("name", WITHOUT_ROWS)
def test_reads_a_file_that_has_column_names_alone(name: str):
    with open_table(FILES / name) as table:
        assert (table.columns, list(table.rows)) == (WITHOUT_ROWS[name], [])


@pytest.mark.parametrize(
    ("name", "line", "columns", "rows"),
    [("excel_pasting.csv", 4, 9, 16), ("mixedGLB.csv", 4, 19, 133)],
)
def test_reads_on_from_the_line_that_has_the_column_names(
    name: str, line: int, columns: int, rows: int
):
    with open_table(FILES / name, header=line) as table:
        found = list(table.rows)

    assert (len(table.columns), table.columns[0], len(found)) == (columns, "Year", rows)


def test_offers_the_line_where_the_column_names_seem_to_be():
    with pytest.raises(Unreadable) as refused:
        open_table(FILES / "excel_pasting.csv")

    assert refused.value.header == 4


def test_names_the_rows_that_have_other_cells_than_the_columns():
    with open_table(FILES / "sparse_with_column_errors.csv") as table:
        lines = {line for line, _cells in table.rows}

    assert len(table.broken[312]) == 4
    assert not lines & set(table.broken)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1250", "iso8859-2"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_finds_out_how_a_file_is_written(tmp_path: Path, encoding: str, separator: str, end: str):
    lines = [separator.join(["name", "place", "note"])]
    lines += [
        separator.join([LETTERS, "Šabac, u Srbiji" if separator != "," else "Žabljak", "ž"])
    ] * 30

    found = rows_of(written(tmp_path, end.join([*lines, ""]).encode(encoding)))

    assert found == [line.split(separator) for line in lines[1:]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1251", "utf-16-le", "utf-16-be"])
def test_reads_cyrillic(tmp_path: Path, encoding: str):
    text = "name;note\n" + f"{CYRILLIC};1\n" * 20

    assert rows_of(written(tmp_path, text.encode(encoding))) == [[CYRILLIC, "1"]] * 20


def test_lets_people_overrule_what_was_found_out(tmp_path: Path):
    path = written(tmp_path, "a;b,c\nš;č,ž\n".encode("cp1250"))

    assert rows_of(path, encoding="cp1250", separator=",") == [["š;č", "ž"]]
    assert rows_of(path, encoding="cp1250", separator=";") == [["š", "č,ž"]]


def test_says_what_it_found_out(tmp_path: Path):
    text = "naziv;širina\n" + "Čačak;43,89\nŽabljak;43,15\n" * 20
    with open_table(written(tmp_path, text.encode("cp1250"))) as table:
        assert [note.split(".")[0] for note in table.notes] == [
            "Read as windows-1250",
            "Cells are separated by: semicolon",
            "Numbers have a decimal comma",
        ]


def test_numbers_lines_as_an_editor_does(tmp_path: Path):
    text = 'slug,text\n\na,"first\nsecond"\n\nb,"x ""y"" z"\n'
    with open_table(written(tmp_path, text)) as table:
        assert list(table.rows) == [(3, ["a", "first\nsecond"]), (6, ["b", 'x "y" z'])]


def test_takes_the_separator_that_a_spreadsheet_writes_above(tmp_path: Path):
    with open_table(written(tmp_path, "sep=;\na;b\n1,5;2\n")) as table:
        assert (table.columns, list(table.rows)) == (["a", "b"], [(3, ["1,5", "2"])])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file is empty."),
        (b"\n \n", "The file has no rows."),
        (b"%PDF-1.7 ...", "This is a file of the kind PDF."),
        (b"\xd0\xcf\x11\xe0 ...", "This is a file of the kind Excel 97"),
        (b"\x89PNG ...", "This is a file of the kind PNG."),
        (b"PK\x03\x04 broken", "The file is damaged or locked"),
        (b"a,b\n1,2\x00\n", "The file is not text: it has null bytes."),
        (b"a,b\n" + b"1,2\n" * 2000 + b"1,\x00\n", "Line 2002 has a null character."),
        (b'a,b\n1,2\n"3,4\n', "The row of line 3 has a quotation mark that is not closed."),
        (b'a,b\n1,"2"3\n', "The row of line 2 has text right after a closing quotation mark."),
        (b"a,,c\n1,2,3\n", "Column 2 has no name in line 1."),
        (b"a,b,a\n1,2,3\n", "Line 1 names these columns more than once: a."),
        (b"a,b\n" + b"1,2,3\n" * 1500, "More than 1000 rows have other than 2 cells."),
    ],
)
def test_refuses_what_is_no_table_and_says_why(tmp_path: Path, content: bytes, said: str):
    assert refusal(written(tmp_path, content)).startswith(said)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"encoding": "klingon"}, "“klingon” is no encoding."),
        ({"encoding": "utf-8"}, "Line 1 or one soon after it is not in utf-8."),
        ({"separator": "x"}, "The separator must be a comma"),
        ({"header": 99}, "There are no column names in line 99."),
    ],
)
def test_refuses_options_that_make_no_sense(tmp_path: Path, options: Any, said: str):
    path = written(tmp_path, "a;b\nš;č\n".encode("cp1250"))

    assert refusal(path, **options).startswith(said)


def test_reads_a_spreadsheet_as_one_sees_it(tmp_path: Path):
    book = openpyxl.Workbook()
    book.active.append(["slug", "day", "moment", "number", "share", "yes", "empty"])
    book.active.append(["a", dt.date(2025, 3, 18), MORNING, 4686.0, 0.5, True, None])
    book.create_sheet("Second").append(["x", "y"])
    book.save(tmp_path / "book.xlsx")

    with open_table(tmp_path / "book.xlsx") as table:
        assert list(table.rows) == [
            (2, ["a", "2025-03-18", "2025-03-18 09:30:00", "4686", "0.5", "true", ""])
        ]
    assert table.notes == ["Read the first sheet, “Sheet”. There are also: Second."]
    with open_table(tmp_path / "book.xlsx", sheet="Second") as table:
        assert table.columns == ["x", "y"]
    assert refusal(tmp_path / "book.xlsx", sheet="Third") == (
        "There is no sheet “Third”. The sheets are: Sheet, Second."
    )


def test_refuses_an_archive_of_several_files(tmp_path: Path):
    with zipfile.ZipFile(tmp_path / "two.zip", "w") as archive:
        archive.writestr("a.csv", "a\n1\n")
        archive.writestr("b.csv", "b\n1\n")

    assert refusal(tmp_path / "two.zip").startswith("The archive must hold one CSV file")


def bomb(path: Path, inside: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        if inside != "a.csv":
            archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open(inside, "w", force_zip64=True) as file:
            for _ in range(200):
                file.write(b" " * 1_000_000)
    return path


@pytest.mark.parametrize("inside", ["a.csv", "xl/sharedStrings.xml"])
def test_does_not_unpack_what_would_fill_the_machine(tmp_path: Path, inside: str):
    said = refusal(bomb(tmp_path / "bomb.zip", inside))

    assert said.startswith("Unpacked, the file has more than 150 MB.")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"x" * 30_000_000, "Line 1 is longer than 1000000 characters."),
        (b"," * 900_000, "The file has no rows."),
        (",".join(f"c{i}" for i in range(100_000)).encode(), "The file has 100000 columns"),
        (
            b'a,b\n"' + b"x,y\n" * 5_000_000,
            "The row of line 2 has a quotation mark that is not closed.",
        ),
        (b"a,b\n1," + b"x" * (LONGEST_CELL + 1), "The row of line 2 has a quotation mark"),
    ],
    ids=["a long line", "commas", "many columns", "an open quote", "a long cell"],
)
def test_holds_little_of_a_hostile_file(tmp_path: Path, content: bytes, said: str):
    path = written(tmp_path, content)
    tracemalloc.start()
    try:
        answer = refusal(path)
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert answer.startswith(said)
    assert most < 60_000_000
