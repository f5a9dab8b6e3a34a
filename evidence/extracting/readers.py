"""Reads the text of a file: lines, and the places at which pages begin. It runs in the process with limits."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from importlib.metadata import version
from io import BytesIO
from typing import Any

# Longer texts are refused.
MOST_CHARACTERS = 10_000_000
# Lines at the top or bottom of pages that are equal, but for numbers, on so many pages are no text.
REPEATED_ON, MARGIN_LINES = 3, 3
# PDFium writes a hyphen at the end of a line as one of these.
_PDF_HYPHENS = {0xFFFE: "-", 0x2: "-"}
_BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


class UnreadableError(Exception):
    """The file cannot be read; the text names the reason as a code that the other process explains."""


def read_text(media_type: str, content: bytes) -> tuple[str, list[int], str]:
    """The text of a file, the places of its pages (none where it has no pages), and what read it."""
    read, library = READERS[media_type]
    text, pages = read(content)
    if len(text) > MOST_CHARACTERS:
        raise UnreadableError("too_long")
    name = f"{library} {version(library)}" if library else "plain 1"
    return text, pages, name


def _read_html(content: bytes) -> tuple[str, list[int]]:
    import trafilatura

    found = trafilatura.extract(
        content, include_comments=False, include_tables=True, favor_recall=True, deduplicate=False
    )
    return _lines(found or ""), []


def _read_pdf(content: bytes) -> tuple[str, list[int]]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(
            "encrypted" if "password" in str(error).lower() else "damaged"
        ) from error
    pages: list[list[str]] = []
    length = 0
    for page in document:
        textpage = page.get_textpage()
        text = textpage.get_text_range().translate(_PDF_HYPHENS)
        textpage.close()
        page.close()
        length += len(text)
        if length > MOST_CHARACTERS:
            raise UnreadableError("too_long")
        pages.append(_lines(text).split("\n"))
    texts = ["\n".join(lines) for lines in without_repeated_lines(pages)]
    places = [0]
    for each in texts[:-1]:
        places.append(places[-1] + len(each) + 1)
    text = "\n".join(texts)
    return (text, places) if text.strip() else ("", [])


def _read_docx(content: bytes) -> tuple[str, list[int]]:
    import docx

    try:
        document = docx.Document(BytesIO(content))
    except Exception as error:
        # The library raises whatever its parts do: KeyError, BadZipFile, XMLSyntaxError.
        raise UnreadableError("damaged") from error
    return _lines("\n".join(_blocks(document))), []


def _blocks(container: Any) -> Iterator[str]:
    """The paragraphs of a Word document, and those in the cells of its tables, in order."""
    for block in container.iter_inner_content():
        if hasattr(block, "rows"):
            for row in block.rows:
                seen: list[Any] = []
                for cell in row.cells:
                    # A merged cell comes once for each of its columns.
                    if cell._tc not in seen:
                        seen.append(cell._tc)
                        yield from _blocks(cell)
        else:
            yield block.text


def _read_plain(content: bytes) -> tuple[str, list[int]]:
    from imports.reading.encodings import REGIONAL, most_likely

    encoding = next(
        (n for mark, n in _BYTE_ORDER_MARKS.items() if content.startswith(mark)), "utf-8"
    )
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        name, _other = most_likely(content[:200_000])
        if name not in REGIONAL:
            raise UnreadableError("encoding") from None
        text = content.decode(REGIONAL[name], "replace")
    return _lines(text), []


READERS: dict[str, tuple[Callable[[bytes], tuple[str, list[int]]], str]] = {
    "text/html": (_read_html, "trafilatura"),
    "application/pdf": (_read_pdf, "pypdfium2"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (
        _read_docx,
        "python-docx",
    ),
    "text/plain": (_read_plain, ""),
}


def without_repeated_lines(pages: list[list[str]]) -> list[list[str]]:
    """The lines of each page without running heads and feet: equal, but for digits, on three pages or more."""
    counts: Counter[tuple[bool, str]] = Counter()
    for lines in pages:
        counts.update({(True, _without_digits(line)) for line in lines[:MARGIN_LINES]})
        counts.update({(False, _without_digits(line)) for line in lines[-MARGIN_LINES:]})
    kept = []
    for lines in pages:
        first, last = 0, len(lines)
        while first < min(MARGIN_LINES, last) and _repeats(counts, True, lines[first]):
            first += 1
        while last > max(first, len(lines) - MARGIN_LINES) and _repeats(
            counts, False, lines[last - 1]
        ):
            last -= 1
        kept.append(lines[first:last])
    return kept


def _repeats(counts: "Counter[tuple[bool, str]]", top: bool, line: str) -> bool:
    return counts[top, _without_digits(line)] >= REPEATED_ON


def _without_digits(line: str) -> str:
    return re.sub(r"\d+", "#", line.strip())


def _lines(text: str) -> str:
    """The text without empty lines, spaces at ends of lines, and NUL, which PostgreSQL does not store."""
    text = text.replace("\x00", "").encode("utf-8", "ignore").decode("utf-8")
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)
