"""Reads EDTF that a record cannot hold, with the `edtf` library, and says what to write instead."""

import datetime as dt
import re
from calendar import monthrange
from typing import Any

from edtf import parse_edtf
from edtf.parser.parser_classes import Consecutives, Interval, UnspecifiedIntervalSection

# Longer texts and other characters are no date; the library need not look at them.
_PLAUSIBLE = re.compile(r"[0-9XYET~?%/.\[\],:Z+ -]{4,60}", re.ASCII)
# Seasons by their first month; winter crosses the year
_MONTHS = {"-03": "-21", "-06": "-22", "-09": "-23"}


def text_to_write(text: str) -> str:
    """A text that a record holds and that covers the days of a valid EDTF text; empty if there is none."""
    if not _PLAUSIBLE.fullmatch(text):
        return ""
    try:
        return _advised(text, parse_edtf(text))
    except Exception:
        # The library raises what it meets in texts that are no date, or beyond the calendar.
        return ""


def _advised(text: str, parsed: Any) -> str:
    is_interval = isinstance(parsed, Interval) and not isinstance(parsed, Consecutives)
    if not is_interval:
        first, last = _day(parsed.lower_strict()), _day(parsed.upper_strict())
        doubt = _doubt(text)
        unit = _unit(first, last) if first and last else ""
        if unit or doubt:
            return unit and unit + doubt
        return f"[{_end(first, last, first)}..{_end(first, last, last)}]"
    first, last = _day_of_end(parsed.lower, "lower"), _day_of_end(parsed.upper, "upper")
    if first is last is None:
        return ""
    start_doubt, end_doubt = (_doubt(part) for part in text.split("/"))
    start = _end(first, last, first) + start_doubt if first else ".."
    end = _end(first, last, last) + end_doubt if last else ".."
    return f"{start}/{end}"


def _day_of_end(end: Any, side: str) -> dt.date | None:
    """The outer day of an end of an interval; None if it is open or unknown."""
    if isinstance(end, UnspecifiedIntervalSection):
        return None
    return _day(end.lower_strict() if side == "lower" else end.upper_strict())


def _day(moment: Any) -> dt.date | None:
    """A day of the library; None for an infinite one."""
    return None if isinstance(moment, float) else dt.date(*moment[:3])


def _doubt(text: str) -> str:
    """The qualifier of the whole date, if any of its parts has one."""
    signs = {sign for sign in "~?%" if sign in text}
    return "%" if len(signs) > 1 else "".join(signs)


def _unit(first: dt.date, last: dt.date) -> str:
    """The text of the one day, month, season, year, decade or century from the first to the last day; or empty."""
    year, month = f"{first.year:04d}", f"-{first.month:02d}"
    if first == last:
        return first.isoformat()
    if not _begins(first) or not _ends(last):
        return ""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months == 1:
        return year + month
    if months == 3 and month in _MONTHS:
        return year + _MONTHS[month]
    for length, shown in ((1, year), (10, f"{year[:3]}X"), (100, f"{year[:2]}XX")):
        if first.month == 1 and months == 12 * length and first.year % length == 0:
            return shown
    return ""


def _end(first: dt.date | None, last: dt.date | None, end: dt.date | None) -> str:
    """The text of an end, both ends in the longest of years, months or days that fits."""
    if end is None:
        return ""
    if (first and not _begins(first)) or (last and not _ends(last)):
        return end.isoformat()
    whole_years = (not first or first.month == 1) and (not last or last.month == 12)
    return f"{end.year:04d}" if whole_years else f"{end.year:04d}-{end.month:02d}"


def _begins(day: dt.date) -> bool:
    return day.day == 1


def _ends(day: dt.date) -> bool:
    return day.day == monthrange(day.year, day.month)[1]
