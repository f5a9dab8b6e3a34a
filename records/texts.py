"""How texts are written: in NFC, without characters that nobody sees, and with single spaces.

Python cleans what people type, so that forms, comparisons and files agree with what is stored; the SQL functions of the
same names (`records/sql/texts.sql`), made from the same patterns, clean whatever reaches a table by another way.
"""

import re
import unicodedata

from records.sql import sql_file

# The patterns are read by Python and by PostgreSQL alike.
# Control characters, soft hyphen, zero-width characters, marks of direction, fillers and invisible tags
INVISIBLE = (
    r"[\u0001-\u0008\u000E-\u001B\u007F-\u0084\u0086-\u009F\u00AD\u034F\u061C\u200B\u200E\u200F"
    r"\u202A-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0\uFFF9-\uFFFB\U000E0001\U000E0020-\U000E007F]"
)
# Letters and marks of the scripts whose words need joiners: Arabic to Mandaic, the scripts of India, Burmese, Khmer,
# Mongolian, Balinese, Phags-pa
_JOINED = (
    r"\u0610-\u061A\u0620-\u065F\u066E-\u06D3\u06D5-\u06DC\u06DF-\u06E8\u06EA-\u06EF\u06FA-\u06FF"
    r"\u0710-\u07BF\u07CA-\u07F5\u0840-\u085B\u0860-\u0963\u0970-\u09E5\u09F0-\u0A65\u0A70-\u0AE5"
    r"\u0AF0-\u0B65\u0B70-\u0BE5\u0BF0-\u0C65\u0C70-\u0CE5\u0CF0-\u0D65\u0D70-\u0DE5\u0DF0-\u0DFF"
    r"\u1000-\u103F\u1050-\u109F\u1780-\u17D3\u1820-\u18AA\u1B00-\u1B4B\uA840-\uA873"
)
_JOINERS = r"\u200C\u200D"
# Joiners and non-joiners that are not between two such letters, or follow another one
STRAY_JOINERS = rf"(?<![{_JOINED}])[{_JOINERS}]+|[{_JOINERS}]+(?![{_JOINED}{_JOINERS}])"
_OTHER_BLANKS = r"\t\u001F\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000"
_BLANKS = f" {_OTHER_BLANKS}"
_LINE_ENDS = r"\n\u000B\u000C\r\u001C-\u001E\u0085\u2028\u2029"
SPACES = rf"[{_BLANKS}{_LINE_ENDS}]+"
LINE_END = rf"[{_BLANKS}]*(?:\r\n|[{_LINE_ENDS}])[{_BLANKS}]*"
BLANKS = rf"[{_BLANKS}]+"
# One class of characters is searched for many times faster than alternatives
_SUSPECT = re.compile(f"[{INVISIBLE[1:-1]}{_JOINERS}{_OTHER_BLANKS}{_LINE_ENDS}]")


def is_clean(text: str) -> bool:
    """Whether the text is one clean line for certain; a clean text of several lines is not."""
    return (
        _SUSPECT.search(text) is None
        and "  " not in text
        and text == text.strip(" ")
        and unicodedata.is_normalized("NFC", text)
    )


def clean_line(text: str) -> str:
    """The text on one line: no invisible characters, no spaces at the ends, single ordinary spaces, NFC."""
    if is_clean(text):
        return text
    return _composed(re.sub(SPACES, " ", _visible(text)).strip(" "))


def clean_text(text: str) -> str:
    """The same line by line: ends of lines become line feeds, which stay, except at the ends of the text."""
    if is_clean(text):
        return text
    lines = re.sub(LINE_END, "\n", _visible(text))
    return _composed(re.sub(BLANKS, " ", lines).strip(" \n"))


def _visible(text: str) -> str:
    return re.sub(STRAY_JOINERS, "", re.sub(INVISIBLE, "", text))


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def cleaning_functions() -> str:
    """SQL that makes the functions `clean_line` and `clean_text`."""
    patterns = {
        "invisible": INVISIBLE,
        "stray_joiners": STRAY_JOINERS,
        "spaces": SPACES,
        "line_end": LINE_END,
        "blanks": BLANKS,
    }
    return sql_file("records/texts", **patterns)
