"""Reads texts of source files as their authors mean them: without footnotes, and dates as people write them."""

import re

from curation.editing.typed_dates import edtf_of, hint_about

# 18/03/2025
DAY_FIRST = re.compile(r"(\d\d?)/(\d\d?)/(\d{4})", re.ASCII)
# Marks of footnotes: [12], [a], [note 1], as in Wikipedia, and signs, as in Kosovo*
FOOTNOTES = re.compile(r"(?<=\S)(?:\s*(?:\[(?:[a-z]|(?:[a-z]+ )?\d+)\]|[*†‡¹²³]))+$", re.ASCII)


def without_footnotes(text: str) -> str:
    """The text without marks of footnotes at its end."""
    return FOOTNOTES.sub("", text).strip()


def plain_date(text: str) -> str:
    """A date such as 18. 3. 2025., 18/03/2025, 18 March 2025, March 2025 or 1990s as 2025-03-18; others stay."""
    text = without_footnotes(text)
    if day_first := DAY_FIRST.fullmatch(text):
        day, month, year = day_first.groups()
        return f"{year}-{month}-{day}"
    text = edtf_of(text)
    hint = hint_about(text, "date")
    return hint.example if hint.code == "form" else text
