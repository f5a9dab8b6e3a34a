"""Text files as people in the region write them: each is read with every letter right, or refused with line and advice.

The tables say what each file is and what is expected of it. The files that others sent are in `test_opening.py`.
"""

import codecs
import csv
import io
from pathlib import Path
from typing import Any, NamedTuple

from imports.reading.table_files import open_table
from tests import cases
from tests.imports.files import refusal, write

# Names of places, by language
NAMES = {
    "Serbian": "Чачак Шабац Ђаковица Љубовија Ниш Ужице Његуши Џеп Београд Крагујевац Жабаљ",
    "Macedonian": "Скопје Ѓорче Ќафасан Битола Охрид Куманово Штип Кичево Делчево Џепчиште Љубојно",
    "Bulgarian": "София Пловдив Кюстендил Благоевград Делчев Шумен Загора Търново Ямбол Хасково",
    "Croatian": "Čačak Šabac Žabljak Đakovo Ćuprija Niš Požega Užice Vučitrn Bihać Međugorje",
    "Slovenian": "Škofja Črnomelj Žalec Šentjur Žužemberk Brežice Kočevje Radeče Tržič Škocjan",
    "Albanian": "Vlorë Korçë Tiranë Gjirokastër Përmet Shkodër Kukës Durrës Lushnjë Pejë Deçan",
    "Hungarian": "Győr Pécs Székesfehérvár Hódmezővásárhely Szűcsi Üröm Ózd Érd Nyíregyháza Békéscsaba",
    "Romanian": "Timișoara Brașov Constanța Iași Târgu Bistrița Năsăud Câmpulung Reșița Neamț Buzău",
    "Romanian with cedillas": "Timişoara Braşov Constanţa Iaşi Târgu Bistriţa Năsăud Câmpulung Reşiţa",
    "German": "München Köln Düsseldorf Würzburg Saarbrücken Göttingen Österreich Straße Lübeck",
    "Turkish": "İstanbul Şanlıurfa Eskişehir Muğla Iğdır Kırklareli Çanakkale Gümüşhane Niğde",
    "Greek": "Αθήνα Θεσσαλονίκη Ιωάννινα Φλώρινα Κοζάνη Καστοριά Σέρρες Δράμα Καβάλα Πρέβεζα",
    "Czech": "Plzeň Ústí Žďár Třebíč Příbram Děčín Šumperk Žatec Kroměříž Třeboň",
    "Polish": "Łódź Gdańsk Kraków Częstochowa Rzeszów Białystok Świdnica Zamość Przemyśl Łomża",
}


class Written(NamedTuple):
    """How a file is written, and the encoding that the user is told."""

    language: str
    encoding: str
    separator: str
    line_end: str
    decimal: str
    told: str


LF, CRLF, CR = "\n", "\r\n", "\r"
READ = (
    Written("Croatian", "utf-8", ",", LF, ".", "UTF-8"),
    Written("Croatian", "utf-8-sig", ";", CRLF, ",", "UTF-8"),
    Written("Croatian", "utf-16", "\t", CRLF, ",", "UTF-16"),
    Written(
        "Croatian", "utf-16-le", ",", CRLF, ".", "utf-16-le, although the file does not state it"
    ),
    Written("Serbian", "utf-16-be", ";", LF, ",", "utf-16-be, although the file does not state it"),
    Written("Serbian", "utf-32", ";", LF, ",", "UTF-32"),
    Written("Serbian", "utf-8", "|", CR, ".", "UTF-8"),
    Written("Croatian", "cp1250", ";", CRLF, ",", "windows-1250"),
    Written("Croatian", "cp1250", "\t", LF, ".", "windows-1250"),
    Written("Croatian", "iso8859-2", ",", LF, ".", "iso-8859-2"),
    Written("Croatian", "cp852", ";", CRLF, ",", "cp852"),
    Written("Croatian", "cp852", ",", CRLF, ".", "cp852"),
    # Its letters of the language are those of ISO 8859-2.
    Written("Croatian", "mac-croatian", ";", CR, ",", "iso-8859-2"),
    Written("Slovenian", "cp1250", ",", LF, ".", "windows-1250"),
    Written("Slovenian", "cp852", "\t", CRLF, ",", "cp852"),
    Written("Slovenian", "mac-latin2", ";", CR, ",", "mac-latin2"),
    # Windows-1250 and 1252 have the same letters of Albanian and German, DOS 850 and 852, too.
    Written("Albanian", "cp1252", ",", CRLF, ".", "windows-1250"),
    Written("Albanian", "cp850", ";", CRLF, ",", "cp852"),
    Written("Albanian", "mac-roman", ";", CR, ",", "mac-croatian"),
    Written("Hungarian", "cp1250", ";", CRLF, ",", "windows-1250"),
    Written("Hungarian", "iso8859-2", "\t", LF, ",", "windows-1250"),
    Written("Hungarian", "cp852", ";", CRLF, ",", "cp852"),
    Written("Hungarian", "mac-latin2", ";", CR, ",", "mac-latin2"),
    Written("Romanian", "utf-8-sig", ",", CRLF, ".", "UTF-8"),
    Written("Romanian with cedillas", "cp1250", ";", CRLF, ",", "windows-1250"),
    Written("Romanian with cedillas", "cp852", ";", CRLF, ",", "cp852"),
    Written("Serbian", "cp1251", ";", CRLF, ",", "windows-1251"),
    Written("Serbian", "cp855", ";", CRLF, ",", "cp855"),
    Written("Serbian", "iso8859-5", ",", LF, ".", "iso-8859-5"),
    Written("Serbian", "mac-cyrillic", ";", CR, ",", "mac-cyrillic"),
    Written("Macedonian", "cp1251", "\t", CRLF, ",", "windows-1251"),
    Written("Macedonian", "cp855", ";", CRLF, ",", "cp855"),
    Written("Macedonian", "mac-cyrillic", ",", CR, ".", "mac-cyrillic"),
    Written("Bulgarian", "cp1251", "|", CRLF, ",", "windows-1251"),
    Written("Bulgarian", "cp855", ";", CRLF, ",", "cp855"),
    Written("German", "cp1252", ";", CRLF, ",", "windows-1250"),
    Written("Turkish", "cp1254", ";", CRLF, ",", "windows-1254"),
    Written("Greek", "cp1253", ";", CRLF, ",", "windows-1253"),
    Written("Czech", "cp1250", ";", CRLF, ",", "windows-1250"),
    Written("Czech", "cp852", ";", CRLF, ",", "cp852"),
    Written("Polish", "iso8859-2", ";", CRLF, ",", "iso-8859-2"),
)

HEAD = "slug;name;share\n"
UTF8 = "".join(
    f"place-{number};{name};1,5\n" for number, name in enumerate(NAMES["Croatian"].split())
)
ODD = "odd;Đurđevac;1,5\n"
# What is wrong, the content, and the start of the message
REFUSED = {
    "one line of another encoding": (
        (HEAD + UTF8).encode() + ODD.encode("cp1250") + UTF8.encode(),
        "Line 13 is in another encoding than the rest of the file, which is UTF-8: read as windows-1250 it has "
        "“Đurđevac”. Correct it in an editor.",
    ),
    "one line of DOS letters": (
        (HEAD + UTF8).encode() + "odd;Bačka Palanka i Šabac;1\n".encode("cp852"),
        "Line 13 is in another encoding than the rest of the file, which is UTF-8: read as cp852 it has “Bačka”.",
    ),
    "two lines of another encoding far below": (
        (HEAD + UTF8 * 1000).encode() + (ODD * 2).encode("cp1250"),
        "2 lines are in another encoding than the rest of the file, which is UTF-8: 11002, 11003. Read as "
        "windows-1250, the first has “Đurđevac”. Correct them in an editor.",
    ),
    "old Mac line ends and one line of another encoding": (
        (HEAD + UTF8).replace("\n", "\r").encode() + ODD.replace("\n", "\r").encode("cp1250"),
        "Line 13 is in another encoding than the rest of the file",
    ),
    "a letter cut in half at the end": (
        (HEAD + UTF8 + "last;Niš").encode()[:-1],
        "Line 13 is not valid UTF-8, although the rest of the file is.",
    ),
    "letters of no language of Europe": (
        ("name\n" + "東京\n大阪\n" * 20).encode("shift-jis"),
        "The encoding of the file cannot be detected (it might be ",
    ),
    "a quote that is never closed": (
        b'slug;name;share\na;"b;1\nc;d;2\n',
        "The row in line 2 has an opening quotation mark without a closing one.",
    ),
    "UTF-8 that ends within the byte order mark of UTF-16": (
        b"\xff\xfea\x00,\x00b\x00\n\x00\x01",
        "Line 2 is not valid utf-16. Choose another encoding, or save the file as UTF-8.",
    ),
    "UTF-32 with a wrong letter": (
        codecs.BOM_UTF32_LE + "a;b\n1;2\n".encode("utf-32-le") + b"\xff\xff\xff\xff",
        "Line 3 is not valid utf-32.",
    ),
}
# The chosen encoding, the content, and the start of the message
WRONG_CHOICE = (
    ("utf-8", (HEAD + UTF8 * 500 + ODD).encode("cp1250"), "Line 2 is not valid utf-8."),
    ("utf-8", (HEAD + "a;b;1\n" * 5000 + ODD).encode("cp1250"), "Line 5002 is not valid utf-8."),
    ("utf-8", (HEAD + "a;b;1\r\n" * 5000 + ODD).encode("cp1250"), "Line 5002 is not valid utf-8."),
    ("cp1252", (HEAD + "a;b;1\n" * 70_000).encode() + b"\x81", "Line 70002 is not valid cp1252."),
    (
        "utf-16",
        (HEAD + "a;b;1").encode("utf-16-be") + b"\xdc\x00",
        "Line 2 is not valid utf-16-be.",
    ),
    ("idna", (HEAD + ODD).encode("cp1250"), "“idna” is not a known encoding."),
)


def content(file: Written) -> tuple[bytes, list[list[str]]]:
    """The bytes of a file, and the rows that it has to be read as."""
    names = NAMES[file.language].split()
    rows = [[f"place-{n}", name, f"{n}{file.decimal}5"] for n, name in enumerate(names)]
    text = io.StringIO()
    writer = csv.writer(text, delimiter=file.separator, lineterminator=file.line_end)
    writer.writerows([["slug", "name", "share"], *rows])
    return text.getvalue().encode(file.encoding), rows


def test_counts_the_files() -> None:
    assert len(READ) + len(REFUSED) + len(WRONG_CHOICE) == 56


@cases("file", *READ, ids=lambda file: "-".join(map(repr, file[:4])))
def test_reads_every_letter_and_says_how(tmp_path: Path, file: Written) -> None:
    written, rows = content(file)

    with open_table(write(tmp_path, written)) as table:
        found = list(table.rows)

    assert [cells for _line, cells in found] == rows
    assert [line for line, _cells in found] == list(range(2, len(rows) + 2))
    assert table.notes[0].startswith(f"Read as {file.told}.")
    assert (table.separator, table.decimal) == (file.separator, file.decimal)
    assert any(note.startswith("Separator: ") for note in table.notes)
    assert any(note.startswith("Decimal sign: ") for note in table.notes)


@cases("name", *REFUSED)
def test_refuses_a_file_with_line_and_advice(tmp_path: Path, name: str) -> None:
    written, message = REFUSED[name]

    assert refusal(write(tmp_path, written)).startswith(message)


@cases("encoding, written, message", *WRONG_CHOICE, ids=range(len(WRONG_CHOICE)))
def test_names_the_exact_line_that_a_chosen_encoding_does_not_fit(
    tmp_path: Path, encoding: str, written: bytes, message: str
) -> None:
    assert refusal(write(tmp_path, written), encoding=encoding).startswith(message)


@cases("file", *[file for file in READ if file.told.startswith(("windows", "iso", "cp", "mac"))])
def test_can_be_told_the_encoding(tmp_path: Path, file: Written) -> None:
    written, rows = content(file)

    with open_table(write(tmp_path, written), encoding=file.encoding) as table:
        assert [cells for _line, cells in table.rows] == rows
    assert table.notes[0] == f"Read as {file.encoding}, as chosen."


@cases(
    "name",
    "Windows-1250",
    "CP852",
    "cp855",
    "mac-latin2",
    "mac_cyrillic",
    "mac-croatian",
    "iso-8859-16",
)
def test_knows_encodings_by_their_usual_names(tmp_path: Path, name: str) -> None:
    options: Any = {"encoding": name}
    with open_table(write(tmp_path, "a;b\n1;2\n"), **options) as table:
        assert [cells for _line, cells in table.rows] == [["1", "2"]]
