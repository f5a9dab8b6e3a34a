"""Dates of the API (EDTF) in English words."""

import datetime as dt
import re

SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
QUARTERS = {33: "first", 34: "second", 35: "third", 36: "fourth"}
QUALIFIERS = {"~": "about {}", "?": "perhaps {}", "%": "perhaps about {}"}
DATE = re.compile(r"(-?\d{1,4}X{0,2})(?:-(\d\d))?(?:-(\d\d))?([~?%]?)")


def in_words(edtf: str | None) -> str:
    """The date as people write it, such as “18 March 2025” or “some day between …”; empty for None."""
    if not edtf:
        return ""
    if edtf.startswith("["):
        return _set_in_words(*edtf[1:-1].split("..", 1))
    if "/" in edtf:
        return _span_in_words(*edtf.split("/", 1))
    return _date_in_words(edtf)


def _set_in_words(first: str, last: str) -> str:
    if not first:
        return f"on or before {_date_in_words(last)}"
    if not last:
        return f"on or after {_date_in_words(first)}"
    return f"some day between {_date_in_words(first)} and {_date_in_words(last)}"


def _span_in_words(first: str, last: str) -> str:
    begin = f"from {_date_in_words(first)}" if first.strip(".") else "begin not known"
    if last == "..":
        return f"{begin}, still going on"
    end = f"to {_date_in_words(last)}" if last else "end not known"
    return f"{begin} {end}" if last and first.strip(".") else f"{begin}, {end}"


def _date_in_words(text: str) -> str:
    match = DATE.fullmatch(text)
    if match is None:
        return text
    year, month, day, qualifier = match.groups()
    words = _year_in_words(year)
    if day:
        words = f"{int(day)} {_month(month)} {year}"
    elif month and int(month) <= 12:
        words = f"{_month(month)} {year}"
    elif month and int(month) in SEASONS:
        words = f"{SEASONS[int(month)]} {year}"
    elif month and int(month) in QUARTERS:
        words = f"the {QUARTERS[int(month)]} quarter of {year}"
    return QUALIFIERS[qualifier].format(words) if qualifier else words


def _year_in_words(year: str) -> str:
    if year.endswith("XX"):
        return f"the {year[:-2]}00s"
    return f"the {year[:-1]}0s" if year.endswith("X") else year


def _month(number: str) -> str:
    return dt.date(2000, int(number), 1).strftime("%B")
