"""Writes the value of a spreadsheet cell as text, as its number format shows it.

A percentage is read as the number before the sign, a month or a year without the day that the spreadsheet
stores, a code with its leading zeros.
"""

import datetime as dt
import re
from decimal import Decimal
from functools import lru_cache

# A spreadsheet stores numbers with fifteen significant digits.
LARGEST_EXACT = 10**15
# Parts of a number format that are shown as they are: quoted texts, escaped and padding characters
LITERALS = re.compile(r'"[^"]*"|\\.|_.|\*.')
# Colours, conditions and languages; not the hours, minutes and seconds of durations
BRACKETS = re.compile(r"\[(?!(?:h+|m+|s+)\])[^\]]*\]", re.IGNORECASE)
NOON = re.compile(r"am/pm|a/p", re.IGNORECASE)
DATE_CODES = re.compile(r"y+|m+|d+|h+|s+", re.IGNORECASE)
ZEROS = re.compile(r"0{2,}")


def cell_text(value: object, number_format: str = "General") -> str:
    """A cell as text: days as 2025-03-18, numbers with their full precision.

    A number of more than fifteen digits, of which a spreadsheet has lost the last ones, is written as
    1.23456789012346E+17.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return _number_text(value, number_format)
    if isinstance(value, dt.timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}:{seconds:02d}"
    if isinstance(value, dt.datetime):
        return _moment_text(value, shown_parts(number_format))
    if isinstance(value, dt.date):
        return cell_text(dt.datetime.combine(value, dt.time()), number_format)
    if isinstance(value, dt.time):
        return value.isoformat(timespec="seconds")
    return str(value).strip()


def is_percentage(number_format: str) -> bool:
    """Whether a number is shown multiplied by 100."""
    return "%" in _codes(number_format)


@lru_cache(maxsize=1000)
def shown_parts(number_format: str) -> frozenset[str]:
    """Which of year, month, day and time a date format shows; none of them for a format without a date."""
    codes = [code.lower()[0] for code in DATE_CODES.findall(_codes(number_format))]
    names = {"y": "year", "d": "day", "h": "time", "s": "time"}
    parts = {names[code] for code in codes if code != "m"}
    # Between hours and seconds, m means minutes.
    months = [
        at
        for at, code in enumerate(codes)
        if code == "m" and codes[max(at - 1, 0)] != "h" and codes[at + 1 : at + 2] != ["s"]
    ]
    return frozenset(parts | ({"month"} if months else set()))


def _codes(number_format: str) -> str:
    """The codes of a number format for positive numbers, without what is shown as it is."""
    first = LITERALS.sub("", number_format).partition(";")[0]
    return NOON.sub("", BRACKETS.sub("", first))


def _number_text(value: float, number_format: str) -> str:
    if is_percentage(number_format):
        value *= 100
    if abs(value) >= LARGEST_EXACT:
        return f"{float(value):.14E}"
    text = format(Decimal(f"{value:.15g}"), "f")
    codes = _codes(number_format)
    return text.zfill(len(codes)) if ZEROS.fullmatch(codes) else text


def _moment_text(value: dt.datetime, shown: frozenset[str]) -> str:
    """A date and time as far as they are shown; a day whose year is not shown has the year that is stored."""
    day = value.date().isoformat()
    if "time" in shown:
        is_midnight = value.time() == dt.time()
        time = value.time().isoformat(timespec="seconds")
        if not shown & {"year", "month", "day"}:
            return time
        return day if is_midnight else f"{day} {time}"
    if "day" in shown or not shown:
        return day
    return day[:7] if "month" in shown else day[:4]
