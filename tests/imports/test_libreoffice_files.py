"""Our exports after somebody edited and saved them in LibreOffice: only the edits are found, or what was lost is named.

`files/README.md` says how the files were made.
"""

import pytest

from imports.applying import engine
from imports.models import Import
from imports.reading.table_files import open_table
from tests import cases
from tests.imports.files import FILES, doubt_texts, fault_texts, new_import, refusal

SAVED = FILES / "libreoffice"
ADDED = ["Žabljak", "Čačak", "Győr", "Vlorë", "Ćuprija", "Šabac"]
# Files with all places and six more: the encoding and separator, and the decimal sign
LOSSLESS = {
    "places_utf8.csv": ("utf-8-sig", ",", "."),
    "places_quoted.csv": ("utf-8-sig", ";", "."),
    "places_utf16_tab.csv": ("utf-16", "\t", "."),
    "places.xlsx": ("", "", "."),
    "places_hr.xlsx": ("", "", "."),
}
# Files in encodings without Cyrillic letters: LibreOffice wrote question marks
LOSSY = {
    "places_1250_semicolon.csv": ("cp1250", ".", ADDED),
    "places_852_semicolon.csv": ("cp852", ".", ADDED),
    "places_hr_1250.csv": ("cp1250", ",", ADDED),
    "places_mac.csv": ("mac-latin2", ".", [*ADDED[:3], "Vlor?", *ADDED[4:]]),
}


def checked(name: str, resource: str) -> Import:
    import_job = new_import(resource)
    with open_table(SAVED / name) as table:
        engine.check_file(import_job, table)
    return import_job


def test_expects_an_outcome_for_each_file() -> None:
    others = {
        "events.xlsx",
        "events_utf8.csv",
        "figures.xlsx",
        "figures.csv",
        "places.ods",
        "places.xls",
    }

    assert {path.name for path in SAVED.iterdir()} == {*LOSSLESS, *LOSSY, *others}


@pytest.mark.usefixtures("article_data")
@cases("name", *LOSSLESS)
def test_finds_only_the_edits(name: str) -> None:
    with open_table(SAVED / name) as table:
        assert (table.encoding, table.separator, table.decimal) == LOSSLESS[name]

    import_job = checked(name, "places")

    assert fault_texts(import_job) == doubt_texts(import_job) == []
    assert import_job.counts == {"rows": 40, "new": 6, "unchanged": 34, "faults": 0}


@pytest.mark.usefixtures("article_data")
@cases("name", *LOSSY)
def test_names_letters_that_were_lost(name: str) -> None:
    encoding, decimal, added = LOSSY[name]

    with open_table(SAVED / name) as table:
        rows = [cells for _line, cells in table.rows]
        assert (table.encoding, table.decimal) == (encoding, decimal)
    import_job = checked(name, "places")

    assert [cells[1] for cells in rows[-6:]] == added
    assert import_job.counts["new"] == 6
    [text] = [text for text in doubt_texts(import_job) if "column names" in text]
    assert "may have lost letters when it was saved" in text


@pytest.mark.usefixtures("article_data")
@cases("name", "events.xlsx", "events_utf8.csv")
def test_finds_the_edit_of_a_title(name: str) -> None:
    import_job = checked(name, "events")

    assert fault_texts(import_job) == doubt_texts(import_job) == []
    row = import_job.rows.get(number=2)
    assert (
        row.differences
        and row.differences["title"][1] == "Albania, Croatia and Kosovo coordinate (edited)"
    )


@pytest.mark.usefixtures("article_data")
def test_reads_a_sheet_with_formats_and_errors() -> None:
    import_job = checked("figures.xlsx", "events_figure")

    assert import_job.notes == [
        "Read the first sheet, “Figures”. Other sheets: Notes (hidden).",
        "Percentages are read as they are shown, 2 for 2 %; the first is in cell C2.",
        "Cells that show only a month or a year are read as such; the first is 2025-02 in cell E3.",
        "1 hidden row was read, too: 2.",
        "Hidden columns were read, too: G.",
        "Merged cells have their value in the first cell alone; the others are empty: F2:F3.",
    ]
    texts = fault_texts(import_job)
    assert texts == [
        "Line 3, column as_of: “2025-02” is not an exact day. Write its first day, 2025-02-01, and how exact it is in "
        "the column for the precision if there is one.",
        "Line 4, column value: “#DIV/0!” is an error of the spreadsheet. Correct the formula there, or empty the cell.",
        "Line 5, column note: “1.23456789012346E+17” is a number that a spreadsheet has shortened: it keeps fifteen "
        "digits. Format the column as text and enter the number again.",
        "Line 6, column as_of: “2025-03-18 09:30:00” has a time of day; write the date alone: 2025-03-18.",
        "Line 7, column as_of: “45734” seems to be the number that a spreadsheet stores for 2025-03-18. Format the "
        "column there as a date, or write 2025-03-18.",
    ]
    assert doubt_texts(import_job) == [
        "Line 8, column note: “n/a” looks like a placeholder. Empty the cell if there is no value."
    ]
    assert import_job.rows.get(number=2).cells[2:5] == ["2", "percent_gdp", "2025-01-01"]


@pytest.mark.usefixtures("article_data")
def test_names_the_same_errors_in_a_text_file() -> None:
    import_job = checked("figures.csv", "events_figure")

    texts = fault_texts(import_job)
    assert any(
        text.startswith("Line 4, column value: “#DIV/0!” is an error of the spreadsheet.")
        for text in texts
    )
    assert any("“2%” is not a number without a percent sign" in text for text in texts)
    assert any(
        text.startswith("Line 5, column note: “1.23456789012346E+017” is a number that")
        for text in texts
    )


@cases(
    "name, kind",
    ("places.ods", "OpenDocument (.ods)"),
    ("places.xls", "Excel 97–2003 (.xls)"),
)
def test_says_what_to_save_instead(name: str, kind: str) -> None:
    assert refusal(SAVED / name) == (
        f"The file is in {kind} format. Save the table as CSV in UTF-8, or as .xlsx."
    )
