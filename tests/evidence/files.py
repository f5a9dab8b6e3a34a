"""Files for tests: PDF, Word and web pages with given words, and hostile ones."""

import io
import zipfile
from collections.abc import Sequence

import docx

TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def pdf(*pages: Sequence[str]) -> bytes:
    """A PDF file with these lines on its pages."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{4 + 2 * n} 0 R' for n in range(len(pages)))}] >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, lines in enumerate(pages):
        shown = " ".join(f"({line}) Tj T*" for line in lines)
        stream = f"BT /F1 12 Tf 14 TL 50 780 Td {shown} ET"
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]"
            f" /Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * number} 0 R >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    made, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(made))
        made += f"{number} 0 obj\n{each}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    made += f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n".encode()
    return made + f"<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(made)}\n%%EOF".encode()


def word(*paragraphs: str, cells: Sequence[str] = ()) -> bytes:
    """A Word file with these paragraphs, and a table of one row with these cells."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if cells:
        row = document.add_table(1, len(cells)).rows[0]
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def page(body: str) -> bytes:
    """A web page with menus around this content."""
    return (
        "<!doctype html><html><head><title>News</title><script>alert(0)</script></head><body>"
        "<nav><a href='/'>Home</a> <a href='/sport'>Sport</a></nav>"
        f"<article><h1>Ministers sign in Tirana</h1>{body}</article><footer>Imprint</footer></body></html>"
    ).encode()


def archive(**parts: str | bytes) -> bytes:
    """A ZIP archive with these files; __ in their names stands for a slash, and ends of names are added."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/") + ".xml", content)
    return file.getvalue()


def broken_word(document: str | bytes, **others: str | bytes) -> bytes:
    """An archive that looks like a Word file, with this main part."""
    parts: dict[str, str | bytes] = {"[Content_Types]": TYPES, "word__document": document, **others}
    return archive(**parts)


SENTENCE = "The ministers of defence of Albania, Croatia and Kosovo signed a declaration in Tirana on 18 March 2025. "
ENTITY = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY e SYSTEM "file:///etc/passwd">]><w>&e;</w>'
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "'
    + "&a;" * 100
    + '"><!ENTITY c "'
    + "&b;" * 100
    + '"><!ENTITY d "'
    + "&c;" * 1000
    + '">]><w>&d;</w>'
)
# Web pages whose scripts must not run: all are kept, and their words are shown as words.
SCRIPTS = [
    f"<p>{SENTENCE}</p>{code}<p>{SENTENCE * 3}</p>"
    for code in (
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg onload=alert(1)>",
        "<svg><script>alert(1)</script></svg>",
        "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
        "<object data='javascript:alert(1)'></object>",
        "<a href='javascript:alert(1)'>Read on</a>",
        "<p onclick=alert(1) style='background:url(javascript:alert(1))'>Text</p>",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        "<p>&lt;script&gt;alert(1)&lt;/script&gt; is what an attacker writes</p>",
        "<p>&lt;img src=x onerror=alert(1)&gt; is another thing that is written</p>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
        "<form action='javascript:alert(1)'><button>Go</button></form>",
        "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
        "<link rel=stylesheet href='javascript:alert(1)'>",
        "<video><source onerror=alert(1)></video>",
        "<details open ontoggle=alert(1)>More</details>",
        "<template><script>alert(1)</script></template>",
        "<xmp><script>alert(1)</script></xmp>",
        "{{ 7*7 }} {% load static %} ${7*7}",
    )
]
# Files that are refused when they are attached, with a part of the reason
REFUSED: list[tuple[str, bytes, str]] = [
    ("empty", b"", "empty"),
    ("svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "SVG"),
    ("svg with a declaration", b"<?xml version='1.0'?><svg><script>alert(1)</script></svg>", "SVG"),
    ("svg after a comment", b"<!-- x --><svg:svg xmlns:svg='http://www.w3.org/2000/svg'/>", "SVG"),
    ("svg in UTF-16", "<svg onload='alert(1)'/>".encode("utf-16"), "SVG"),
    ("xml with an entity", ENTITY.encode(), "not kept"),
    ("xml that grows", LAUGHS.encode(), "not kept"),
    ("entity declaration", b"<!ENTITY x SYSTEM 'file:///etc/passwd'>", "not kept"),
    ("program for Linux", b"\x7fELF\x02\x01\x01\x00" + b"\x00" * 100, "not kept"),
    ("program for Windows", b"MZ\x90\x00\x03\x00\x00\x00" + b"\x00" * 100, "not kept"),
    ("database", b"SQLite format 3\x00" + b"\x00" * 100, "not kept"),
    ("sound", b"ID3\x04\x00\x00" + b"\x00" * 100, "not kept"),
    ("gzip", b"\x1f\x8b\x08\x00\x00\x00\x00\x00", "not kept"),
    ("old Word file", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100, "not kept"),
    ("rich text with bytes", b"{\\rtf1\x01\x02", "not kept"),
    ("zeros", b"\x00" * 5000, "not kept"),
    ("archive", archive(one="1"), "Archives are not kept"),
    ("archive with paths", archive(**{"..__..__etc__passwd": "x"}), "Archives are not kept"),
    ("broken archive", b"PK\x03\x04" + b"\x00" * 50, "damaged"),
    ("cut archive", word("Text")[:-200], "damaged"),
    ("large part", broken_word("<w/>", word__x=b"\x00" * 201_000_000), "too large"),
    ("many parts", broken_word("<w/>", **{f"p{n}": "" for n in range(5_001)}), "too large"),
    (
        "workbook",
        archive(**{"[Content_Types]": TYPES, "xl__workbook": "<w/>"}),
        "Archives are not kept",
    ),
    ("picture without one", b"\x8aPNG\r\n\x1a\n\x00\x00", "not kept"),
    ("page behind bytes", b"\x00\x01<html><script>alert(1)</script></html>", "not kept"),
]
# Files that are kept, whose text cannot be extracted or is nothing; with their type
UNREADABLE: list[tuple[str, bytes, str]] = [
    ("header of a PDF", b"%PDF-1.4\n", "application/pdf"),
    ("page called PDF", b"%PDF-1.4\n<html><script>alert(1)</script></html>", "application/pdf"),
    ("archive behind PDF", b"%PDF-1.7\n" + archive(one="1"), "application/pdf"),
    ("PDF cut in half", pdf(["One"], ["Two"])[:300], "application/pdf"),
    ("PDF of random bytes", b"%PDF-1.4\n" + bytes(range(256)) * 40, "application/pdf"),
    (
        "Word with an entity",
        broken_word(ENTITY),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    (
        "Word that grows",
        broken_word(LAUGHS),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    (
        "Word without parts",
        broken_word("<w/>"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    (
        "Word of no XML",
        broken_word(b"\xff\xfe\x00"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    ("page of nothing", b"<html></html>", "text/html"),
    ("page of a script", b"<html><script>alert(1)</script></html>", "text/html"),
    ("spaces", b" \n\t \n", "text/plain"),
]
NAMES = [
    "../../etc/passwd",
    "..\\..\\windows\\system32\\drivers",
    "C:\\Users\\ana\\page.html",
    "/etc/shadow",
    "a\u202egpj.exe",
    "<script>alert(1)</script>.txt",
    "x" * 255,
    "page\r\nSet-Cookie: a=b.txt",
]
