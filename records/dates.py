"""Reads and writes dates of stated precision as EDTF text (ISO 8601-2:2019)."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from records.choices import WindowPrecision

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as StrOrPromise

FORMS = _(
    "2025-03-18, 2025-03, 2025-33 (first quarter), 2025-04/.., 2025-03-18/2025-04-01, 199X, 2008"
)

DATE_FORMS = _("2025-03-18, 2025-03, 2025-33 (first quarter), 2025, 199X")

LAST_YEAR = "9998"  # so that the day after the last one is a date, too
# Level 2 seasons 33 to 36 are the quarters of a year (ISO 8601-2, 4.8).
_FIRST_QUARTER = 33
# The forms of a date. SQL (read_unit) and the script in forms (curation/static/curation/dates.js)
# read the same ones: tests/date_grammar.py holds the three together.
_FORMS = {
    WindowPrecision.DAY: re.compile(r"\d{4}-\d\d-\d\d", re.ASCII),
    WindowPrecision.QUARTER: re.compile(r"\d{4}-3[3-6]", re.ASCII),
    WindowPrecision.MONTH: re.compile(r"\d{4}-(0[1-9]|1[0-2])", re.ASCII),
    WindowPrecision.YEAR: re.compile(r"\d{4}", re.ASCII),
    WindowPrecision.DECADE: re.compile(r"\d{3}X", re.ASCII),
}
_MONTHS = {
    WindowPrecision.MONTH: 1,
    WindowPrecision.QUARTER: 3,
    WindowPrecision.YEAR: 12,
    WindowPrecision.DECADE: 120,
}


@dataclass(frozen=True)
class Window:
    """The first and the last possible day; `date_to` is None for an open end (`..`)."""

    date_from: dt.date | None
    date_to: dt.date | None
    precision: str


UNDATED = Window(None, None, WindowPrecision.UNKNOWN)


def parse_window(text: str) -> Window:
    """The window of an EDTF text; UNDATED for an empty text.

    Raises ValidationError for texts that are not a date and for EDTF forms that a record cannot store.
    """
    text = text.strip()
    if not text:
        return UNDATED
    start, slash, end = text.partition("/")
    first, last, precision = _parse_unit(start, whole=text)
    if not slash:
        return Window(first, last, precision)
    if end == "..":
        return Window(first, None, precision)
    _start, last, end_precision = _parse_unit(end, whole=text)
    if precision != end_precision:
        raise _refusal(
            "mixed_precision", _("Start and end of “%(text)s” must have the same precision."), text
        )
    if last < first:
        raise _refusal("reversed", _("“%(text)s” ends before it starts."), text)
    is_range = precision == WindowPrecision.DAY and first != last
    return Window(first, last, WindowPrecision.RANGE if is_range else precision)


def parse_date(text: str) -> tuple[dt.date | None, str]:
    """The first day and the precision of a single EDTF date; (None, "unknown") for an empty text.

    Raises ValidationError for intervals and for texts that `parse_window` refuses.
    """
    if "/" in text:
        raise _refusal("interval", _("“%(text)s” is an interval; enter a single date."), text)
    if not (text := text.strip()):
        return UNDATED.date_from, UNDATED.precision
    first, _last, precision = _parse_unit(text, whole=text, forms=DATE_FORMS)
    return first, precision


def window_text(date_from: dt.date | None, date_to: dt.date | None, precision: str) -> str:
    """The EDTF text of a window; empty for an undated one."""
    if date_from is None:
        return ""
    unit = WindowPrecision.DAY if precision == WindowPrecision.RANGE else precision
    start = _unit_text(date_from, unit)
    if date_to is None:
        return f"{start}/.."
    end = _unit_text(date_to, unit)
    return start if start == end else f"{start}/{end}"


def date_text(date: dt.date | None, precision: str) -> str:
    """The EDTF text of a single date of stated precision; empty for an unknown one."""
    return "" if date is None else _unit_text(date, precision)


def _parse_unit(
    text: str, *, whole: str, forms: "StrOrPromise" = FORMS
) -> tuple[dt.date, dt.date, str]:
    """First day, last day and precision of a date; a refusal quotes the text `whole` and names the `forms`."""
    precision = next((name for name, form in _FORMS.items() if form.fullmatch(text)), None)
    if precision is None:
        raise _refusal(
            "form",
            _("“%(text)s” is not a supported date. Supported forms: %(forms)s."),
            whole,
            forms=forms,
        )
    if text[:4] > LAST_YEAR:
        raise _refusal(
            "calendar", _("“%(text)s” is after the year %(year)s."), whole, year=LAST_YEAR
        )
    try:
        first = _first_day(text, precision)
    except ValueError as error:
        raise _refusal(
            "calendar", _("“%(text)s” does not exist in the calendar."), whole
        ) from error
    return first, _last_day(first, precision), precision


def _first_day(text: str, precision: WindowPrecision) -> dt.date:
    """The first day of a text of the form of its precision; ValueError where there is none."""
    year, month, day = int(text[:4].replace("X", "0")), int(text[5:7] or 1), int(text[8:] or 1)
    if precision == WindowPrecision.QUARTER:
        month = 3 * (month - _FIRST_QUARTER) + 1
    return dt.date(year, month, day)


def _last_day(first: dt.date, precision: WindowPrecision) -> dt.date:
    """The last day of the unit that begins on the first day."""
    if precision == WindowPrecision.DAY:
        return first
    years, month = divmod(first.month - 1 + _MONTHS[precision], 12)
    return dt.date(first.year + years, month + 1, 1) - dt.timedelta(days=1)


def _refusal(code: str, message: "StrOrPromise", text: str, **params: object) -> ValidationError:
    return ValidationError(message, code=code, params={"text": text, **params})


def _unit_text(day: dt.date, precision: str) -> str:
    if precision == WindowPrecision.MONTH:
        return f"{day.year:04d}-{day.month:02d}"
    if precision == WindowPrecision.QUARTER:
        return f"{day.year:04d}-{_FIRST_QUARTER + (day.month - 1) // 3}"
    if precision == WindowPrecision.YEAR:
        return f"{day.year:04d}"
    if precision == WindowPrecision.DECADE:
        return f"{day.year // 10:03d}X"
    return day.isoformat()
