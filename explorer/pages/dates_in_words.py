"""Dates of the API (EDTF) in English words."""

import datetime as dt

from django.core.exceptions import ValidationError

from records.choices import WindowPrecision
from records.dates import parse_window

# In the order of the months that they begin with: March and January
SEASONS = ("spring", "summer", "autumn", "winter")
QUARTERS = ("first", "second", "third", "fourth")
QUALIFIERS = {"": "{}", "~": "about {}", "?": "perhaps {}", "%": "perhaps about {}"}


def in_words(edtf: str | None) -> str:
    """The date as people write it, such as “18 March 2025” or “some day between …”; empty for None.

    An interval of which another program left an end empty has an end that is not known; a text that is no date stays.
    """
    if not edtf:
        return ""
    start, slash, end = edtf.partition("/")
    try:
        window = parse_window(f"{start or '..'}/{end or '..'}" if slash else edtf)
    except ValidationError:
        return edtf
    precision = window.precision
    first = _unit_in_words(window.date_from, precision, window.qualifier)
    last = _unit_in_words(window.date_to, window.end_precision or precision, window.end_qualifier)
    if slash:
        return _span_in_words(first, last, goes_on=end == "..")
    return _set_in_words(first, last) if edtf.startswith("[") else first


def _set_in_words(first: str, last: str) -> str:
    if not first:
        return f"on or before {last}"
    if not last:
        return f"on or after {first}"
    return f"some day between {first} and {last}"


def _span_in_words(first: str, last: str, *, goes_on: bool) -> str:
    begin = f"from {first}" if first else "begin not known"
    if goes_on:
        return f"{begin}, still going on"
    end = f"to {last}" if last else "end not known"
    return f"{begin} {end}" if last and first else f"{begin}, {end}"


def _unit_in_words(day: dt.date | None, precision: str, qualifier: str) -> str:
    """The month, season, year and so on around a day; empty where the end is open."""
    if day is None:
        return ""
    words = f"{day.day} {day:%B} {day.year}"
    if precision == WindowPrecision.MONTH:
        words = f"{day:%B} {day.year}"
    elif precision == WindowPrecision.SEASON:
        # Winter begins in December: January and February are in that of the year before.
        words = f"{SEASONS[(day.month - 3) % 12 // 3]} {day.year - (day.month < 3)}"
    elif precision == WindowPrecision.QUARTER:
        words = f"the {QUARTERS[(day.month - 1) // 3]} quarter of {day.year}"
    elif precision == WindowPrecision.YEAR:
        words = str(day.year)
    elif precision == WindowPrecision.DECADE:
        words = f"the {day.year // 10}0s"
    elif precision == WindowPrecision.CENTURY:
        words = f"the {day.year // 100}00s"
    return QUALIFIERS[qualifier].format(words)
