"""Files are read with every letter right, or refused with what is wrong and what would be right."""

import zipfile
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from imports.reading import delimited
from imports.reading.delimited import MAX_CELL_CHARACTERS
from imports.reading.table_files import open_table
from tests import cases
from tests.imports.files import FILES, read_whole, refusal, rows_of, write

NHS = "South West London and St George's Mental Health NHS Trust"
# Encoding, separator, number of columns and of rows; line and start of the first and of the last row
READ: dict[str, tuple[str, str, int, int, int, list[str], int, list[str]]] = {
    "cldr_cyrillic_cp1251_semicolon.csv": (
        *("cp1251", ";", 2, 116, 2, ["AL", "Албанија"]),
        *(117, ["UN", "Организация Объединенных Наций"]),
    ),
    "complex.csv": (
        *("utf-8-sig", ",", 4, 3, 2, ["2011-01-01", "24 October 2011", "0", ""]),
        *(4, ["2011-01-03", "", "6,000,000", "Galway"]),
    ),
    "geonames_HR_SI_cp1250_semicolon_decimalcomma.csv": (
        *("cp1250", ";", 7, 59, 2, ["3186233", "Vranjic", "HR", "43,53333"]),
        *(60, ["3187360", "Seget Vranjica", "HR"]),
    ),
    "geonames_HU_SK_iso8859-2.csv": (
        *("iso8859-2", ",", 7, 59, 2, ["713929", "Záhony", "HU"]),
        *(60, ["13645448", "Zemplínska Široká", "SK"]),
    ),
    "geonames_RS_ME_BA_MK_XK_AL_utf16le_bom_tab.csv": (
        *("utf-16", "\t", 7, 59, 2, ["363200", "Xarrë", "AL"]),
        *(60, ["781763", "Saraqinishtë", "AL"]),
    ),
    "geonames_all_utf8bom_semicolon.csv": (
        *("utf-8-sig", ";", 7, 59, 2, ["363200", "Xarrë", "AL"]),
        *(60, ["781763", "Saraqinishtë", "AL"]),
    ),
    "long.csv": ("utf-8-sig", ",", 1, 399, 2, ["foo"], 400, ["foo"]),
    "paisesISO.csv": (
        *("utf-8-sig", ";", 6, 248, 2, ["Afganistán", "Afghanistan", "Afghanistan", "AF"]),
        *(249, ["Zimbabue", "Zimbabwe", "Zimbabwe", "ZW"]),
    ),
    **{
        name: (
            *(encoding, separator, 3, 6, 2, ["2011-01-01", "1", "Galway"]),
            *(7, ["2011-01-03", "5", "Berkeley"]),
        )
        for name, encoding, separator in [
            ("simple.csv", "utf-8-sig", ","),
            ("simple.ssv", "utf-8-sig", ";"),
            ("simple.xlsx", "", ""),
            ("simple.zip", "utf-8-sig", ","),
        ]
    },
    "simple.psv": (
        *("utf-8-sig", "|", 6, 28, 2, ["1986", "44000", "35000"]),
        *(29, ["2013", "240000", "251000"]),
    ),
    "skip_initials.csv": (
        *("utf-8-sig", ",", 2, 2, 2, ["hello", "goodbye"]),
        *(3, ["hello2", "goodbye2"]),
    ),
    "spanish_chars.csv": (
        *("cp1252", ",", 8, 115, 2, ["1", "", "", "Gobierno", "", "", "229,932.50"]),
        *(120, ["Fuente: Presupuesto de Egresos de la Federación 2011 Análisis"]),
    ),
    "sparse_with_column_errors.csv": (
        *("cp1250", ",", 3, 320, 2, ["A", "Trägerorganisationen; Umstrukturierung"]),
        *(330, ["E11430", "Kohleverflüssigung - Komponentenentwickl", ""]),
    ),
    "utf-16le_encoded.csv": (
        *("utf-16", ",", 19, 59, 2, ["5C1", "Enfield PCT", "NHS Facilities"]),
        *(60, ["RQY", NHS, "NHS Facilities"]),
    ),
}
REFUSED = {
    "characters.csv": "The encoding of the file cannot be detected",
    "excel_pasting.csv": "Line 1 does not contain the column names; line 4 seems to",
    "mixedGLB.csv": "Line 1 does not contain the column names; line 4 seems to",
    "null.csv": "Line 1 has these column names more than once: 0.",
    "weird_head_padding.csv": "Line 3 does not contain the column names; line 12 seems to",
}
WITHOUT_ROWS = {"small.csv": ["a"], "utf8bom.csv": ["kitten", "win"]}
LONG_CELL = b"x" * (MAX_CELL_CHARACTERS + 1)
LETTERS = "šđčćž ŠĐČĆŽ ë Ç ő ű Ľubomír Ťažký"
CYRILLIC = "Ђорђе Љубиша Његош Џеваир"


def test_expects_an_outcome_for_each_file():
    files = {path.name for path in FILES.iterdir() if path.is_file()} - {"README.md"}

    assert files == {*READ, *REFUSED, *WITHOUT_ROWS}


@cases("name", *READ)
def test_reads_a_file_correctly(name: str):
    encoding, separator, width, number, first_line, first, last_line, last = READ[name]

    with open_table(FILES / name) as table:
        rows = list(table.rows)

    assert (table.encoding, table.separator) == (encoding, separator)
    assert (len(table.columns), len(rows)) == (width, number)
    assert all(len(cells) == width for _line, cells in rows)
    for (line, cells), meant, text in ((rows[0], first_line, first), (rows[-1], last_line, last)):
        assert line == meant
        assert [cell[: len(start)] for cell, start in zip(cells, text, strict=False)] == text
        assert all(start or not cell for cell, start in zip(cells, text, strict=False))


@cases("name", *REFUSED)
def test_says_why_a_file_is_refused(name: str):
    assert refusal(FILES / name).startswith(REFUSED[name])


@cases("name", *WITHOUT_ROWS)
def test_reads_a_file_without_rows(name: str):
    with open_table(FILES / name) as table:
        assert (table.columns, list(table.rows)) == (WITHOUT_ROWS[name], [])


@cases("name, line, columns, rows", ("excel_pasting.csv", 4, 9, 16), ("mixedGLB.csv", 4, 19, 133))
def test_reads_a_table_below_titles_by_its_line(name: str, line: int, columns: int, rows: int):
    with open_table(FILES / name, header=line) as table:
        found = list(table.rows)

    assert (len(table.columns), table.columns[0], len(found)) == (columns, "Year", rows)


def test_collects_rows_of_another_width():
    with open_table(FILES / "sparse_with_column_errors.csv") as table:
        lines = {line for line, _cells in table.rows}

    assert len(table.broken[312]) == 4
    assert not lines & set(table.broken)


@cases("encoding", "utf-8", "utf-8-sig", "utf-16", "cp1250", "iso8859-2")
@cases("separator", ",", ";", "\t", "|")
@cases("end", "\n", "\r\n", "\r")
def test_detects_how_a_file_is_written(tmp_path: Path, encoding: str, separator: str, end: str):
    place = "Šabac, u Srbiji" if separator != "," else "Žabljak"
    lines = [separator.join(row) for row in (("name", "place", "note"), (LETTERS, place, "ž"))]
    lines += lines[1:] * 29

    found = rows_of(write(tmp_path, end.join([*lines, ""]).encode(encoding)))

    assert found == [line.split(separator) for line in lines[1:]]


def places() -> list[str]:
    files = ("all_utf8bom_semicolon", "HU_SK_iso8859-2", "HR_SI_cp1250_semicolon_decimalcomma")
    rows = [cells for file in files for cells in rows_of(FILES / f"geonames_{file}.csv")]
    return [name for _, name, *_ in rows if not name.isascii()]


@cases("encoding", "utf-8", "utf-16-le", "utf-16-be", "cp1250", "iso8859-2")
def test_reads_the_same_names_in_each_encoding(tmp_path: Path, encoding: str):
    names = places()
    few = [names[at : at + 5] for at in range(0, len(names), 5)]
    wrong = []

    for some in [names, *few]:
        text = "number,name\n" + "".join(f"{at},{name}\n" for at, name in enumerate(some))
        with open_table(write(tmp_path, text.encode(encoding))) as table:
            if [cells[1] for _line, cells in table.rows] != some:
                wrong.append(table.notes[1].split(":")[0])

    # One Slovak letter is valid in both; the user is told.
    assert wrong in ([], ["windows-1250 is nearly as likely"])


@cases("word", "Žabljak", "ŽABLJAK", "Šabac", "Ražanj", "Ťapešovo")
def test_distinguishes_windows_1250_from_iso_8859_2_by_one_word(tmp_path: Path, word: str):
    for encoding in ("cp1250", "iso8859-2"):
        assert rows_of(write(tmp_path, f"a;b\n1;{word}\n".encode(encoding))) == [["1", word]]


def test_shows_a_word_in_both_encodings_if_both_are_likely(tmp_path: Path):
    with open_table(write(tmp_path, "a;b\n1;Kráľová\n".encode("cp1250"))) as table:
        [_, note, *_] = table.notes
        assert next(iter(table.rows)) == (2, ["1", "Kráľová"])
    assert note == "iso-8859-2 is nearly as likely: “Kráľová” would then read “Krážová”."


@cases("encoding", "utf-8", "utf-16", "cp1251", "utf-16-le", "utf-16-be")
def test_reads_cyrillic(tmp_path: Path, encoding: str):
    text = "name;note\n" + f"{CYRILLIC};1\n" * 20

    assert rows_of(write(tmp_path, text.encode(encoding))) == [[CYRILLIC, "1"]] * 20


def test_rejects_encodings_that_give_control_characters(tmp_path: Path):
    text = "a;b\n1;Kráľová – „obec“\n"

    assert rows_of(write(tmp_path, text.encode("cp1250"))) == [["1", "Kráľová – „obec“"]]


def test_reads_a_few_cyrillic_words_that_would_be_valid_latin(tmp_path: Path):
    text = "a;b\n1;Мрчевац\n2;Плєвля\n3;Пљевља\n"

    assert rows_of(write(tmp_path, text.encode("cp1251")))[1] == ["2", "Плєвля"]


def test_chosen_options_override_detection(tmp_path: Path):
    path = write(tmp_path, "a;b,c\nš;č,ž\n".encode("cp1250"))

    assert rows_of(path, encoding="cp1250", separator=",") == [["š;č", "ž"]]
    assert rows_of(path, encoding="cp1250", separator=";") == [["š", "č,ž"]]


def test_notes_what_was_detected(tmp_path: Path):
    text = "naziv;širina\n" + "Čačak;43,89\nŽabljak;43,15\n" * 20
    with open_table(write(tmp_path, text.encode("cp1250"))) as table:
        notes = [note.split(".")[0] for note in table.notes]
    assert notes == ["Read as windows-1250", "Separator: semicolon", "Decimal sign: comma"]


def test_numbers_lines_like_an_editor(tmp_path: Path):
    text = 'slug,text\n\na,"first\nsecond"\n\nb,"x ""y"" z"\n'
    with open_table(write(tmp_path, text)) as table:
        assert list(table.rows) == [(3, ["a", "first\nsecond"]), (6, ["b", 'x "y" z'])]


def test_reads_the_separator_that_a_spreadsheet_program_states(tmp_path: Path):
    with open_table(write(tmp_path, "sep=;\na;b\n1,5;2\n")) as table:
        assert (table.columns, list(table.rows)) == (["a", "b"], [(3, ["1,5", "2"])])


@cases(
    "content, message",
    (b"", "The file is empty."),
    (b"\n \n", "The file has no rows."),
    (b"%PDF-1.7 ...", "The file is in PDF format."),
    (b"\xd0\xcf\x11\xe0 ...", "The file is in Excel 97"),
    (b"\x89PNG ...", "The file is in PNG format."),
    (b" <!DOCTYPE html><table>", "The file is in HTML format."),
    (b'[{"a": 1}]', "The file is in JSON format."),
    (b"PK\x03\x04 broken", "The file is damaged or locked"),
    (b"\x00\x01\x02\n" * 99, "The file is not text: it contains null bytes."),
    (b"a,b\n1,2\x00\n", "The file is not text: it contains null bytes."),
    (b"a,b\n" + b"1,2\n" * 2000 + b"1,\x00\n", "Line 2002 contains a null character."),
    (b"a,b\n1,2\n" + b"\n" * 10_001, "More than 10000 lines before line 10003 are blank."),
    (b'a,b\n1,2\n"3,4\n', "The row in line 3 has an opening quotation mark without a closing one."),
    (b'a,b\n1,"2"3\n', "The row in line 2 has text right after a closing quotation mark."),
    (b"a,,c\n1,2,3\n", "Column 2 has no name in line 1."),
    (b"a,b,a\n1,2,3\n", "Line 1 has these column names more than once: a."),
    (b"a,b\n" + b"1,2,3\n" * 1500, "More than 1000 rows do not have 2 cells."),
)
def test_refuses_a_file_that_is_no_table(tmp_path: Path, content: bytes, message: str):
    assert refusal(write(tmp_path, content)).startswith(message)


@cases(
    "options, message",
    ({"encoding": "klingon"}, "“klingon” is not a known encoding."),
    ({"encoding": "undefined"}, "“undefined” is not a known encoding."),
    ({"encoding": "a\x00"}, "“a\x00” is not a known encoding."),
    ({"encoding": "utf-8"}, "Line 2 is not valid utf-8."),
    ({"separator": "x"}, "The separator must be a comma"),
    ({"header": 99}, "Line 99 has no column names."),
)
def test_refuses_invalid_options(tmp_path: Path, options: Any, message: str):
    path = write(tmp_path, "a;b\nš;č\n".encode("cp1250"))

    assert refusal(path, **options).startswith(message)


def test_refuses_an_archive_of_several_files(tmp_path: Path):
    with zipfile.ZipFile(tmp_path / "two.zip", "w") as archive:
        archive.writestr("a.csv", "a\n1\n")
        archive.writestr("b.csv", "b\n1\n")

    assert refusal(tmp_path / "two.zip").startswith("The archive must contain exactly one CSV file")


def test_does_not_unpack_a_zip_bomb(tmp_path: Path):
    bomb = zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED)
    with bomb, bomb.open("a.csv", "w", force_zip64=True) as file:
        for _ in range(200):
            file.write(b" " * 1_000_000)

    assert refusal(tmp_path / "bomb.zip").startswith("The file has more than 150 MB uncompressed.")


@pytest.mark.slow
@cases(
    "content, message",
    (b"x" * 30_000_000, "Line 1 is longer than 1000000 characters."),
    (b"," * 900_000, "The file has no rows."),
    (",".join(f"c{i}" for i in range(100_000)).encode(), "The file has 100000 columns"),
    (b'a,b\n"' + b"x,y\n" * 5_000_000, "The row in line 2 has a cell that is too long."),
    (b"a,b\n1," + LONG_CELL, "The row in line 2 has a cell that is too long."),
    (LONG_CELL + b",b", "The row in line 1 has a cell that is too long."),
    (b'a,b\n"' + b'x\n","' * 2_000_000, "The row in line 2 has a cell that is too long."),
    (b"a,b\n" + (b"," * 400_000 + b"x\n") * 60, "0 rows, 60 broken"),
    (b"a\n" + b"1\n" * 310_000, "The file has more than 300000 lines."),
    ids=[
        *("a long line", "commas", "many columns", "an open quote", "a long cell"),
        *("a long name", "an endless row", "wide rows", "many rows"),
    ],
)
@patch.object(delimited, "MAX_LINES", 300_000)
def test_needs_little_memory_for_a_hostile_file(tmp_path: Path, content: bytes, message: str):
    outcome, peak = read_whole(write(tmp_path, content))

    assert outcome.startswith(message)
    assert peak < 60_000_000
