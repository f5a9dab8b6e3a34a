"""Reads and writes dates of stated precision as EDTF text (ISO 8601-2:2019).

A record holds these forms; what else EDTF has is refused with what would be read instead (records/edtf_advice.py).
SQL (records/sql/dates.sql) and the script in forms (curation/static/curation/dates.js) read the same ones:
tests/date_grammar.py holds the three together. Why: docs/decisions/0020-edtf.md.
"""

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from records.choices import WindowPrecision
from records.edtf_advice import text_to_write

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as StrOrPromise

FORMS = _(
    "2025-03-18, 2025-03, 2025-33 (first quarter), 2025-21 (spring), 2008, 199X, 19XX; 2008~ (about), 2008? (perhaps); "
    "[2025-03-18..2025-04-01] for what happened once, 2025-03-18/2025-04-01 for what lasted; “..” is an open end"
)

DATE_FORMS = _("2025-03-18, 2025-03, 2025-33 (first quarter), 2025-21 (spring), 2025, 199X, 19XX")

LAST_YEAR = "9998"  # so that the day after the last one is a date, too
# The columns of a window, in the order of `Window`; with `is_span` they make the text.
WINDOW_COLUMNS = (
    *("date_from", "date_to", "date_precision"),
    *("end_precision", "date_qualifier", "end_qualifier"),
)
# Level 2 seasons 33 to 36 are the quarters of a year (ISO 8601-2, 4.8); 21 to 24 are its seasons.
_FIRST_QUARTER, _FIRST_SEASON = 33, 21
_FORMS = {
    WindowPrecision.DAY: re.compile(r"\d{4}-\d\d-\d\d", re.ASCII),
    WindowPrecision.QUARTER: re.compile(r"\d{4}-3[3-6]", re.ASCII),
    WindowPrecision.SEASON: re.compile(r"\d{4}-2[1-4]", re.ASCII),
    WindowPrecision.MONTH: re.compile(r"\d{4}-(0[1-9]|1[0-2])", re.ASCII),
    WindowPrecision.YEAR: re.compile(r"\d{4}", re.ASCII),
    WindowPrecision.DECADE: re.compile(r"\d{3}X", re.ASCII),
    WindowPrecision.CENTURY: re.compile(r"\d\dXX", re.ASCII),
}
_MONTHS = {
    WindowPrecision.MONTH: 1,
    WindowPrecision.QUARTER: 3,
    WindowPrecision.SEASON: 3,
    WindowPrecision.YEAR: 12,
    WindowPrecision.DECADE: 120,
    WindowPrecision.CENTURY: 1200,
}
_SET = re.compile(r"\[(.*?)\.\.(.*)\]", re.DOTALL)
_QUALIFIED = re.compile(r"(.*?)([~?%]?)", re.DOTALL)


@dataclass(frozen=True)
class Window:
    """The first and the last possible day, None where an end is open.

    `precision` is that of both ends, or of the first where `end_precision` is set. The qualifiers are those of
    EDTF: about (`~`), perhaps (`?`), both (`%`).
    """

    date_from: dt.date | None
    date_to: dt.date | None
    precision: str
    end_precision: str = ""
    qualifier: str = ""
    end_qualifier: str = ""


UNDATED = Window(None, None, WindowPrecision.UNKNOWN)


class _Unit(NamedTuple):
    first: dt.date
    last: dt.date
    precision: str
    qualifier: str


def parse_window(text: str, *, is_span: bool | None = None) -> Window:
    """The window of an EDTF text; UNDATED for an empty text.

    A set such as `[a..b]` is for what happened once, an interval such as `a/b` for what lasted. For an event that
    is no span, an interval with two ends is read as the set. Raises ValidationError for texts that are not a date,
    for EDTF forms that a record cannot hold, and for those that contradict `is_span`, if it is given.
    """
    text = text.strip()
    if not text:
        return UNDATED
    match = _SET.fullmatch(text)
    start_text, slash, end_text = (match[1], "..", match[2]) if match else text.partition("/")
    open_end = "" if match else ".."
    start = None if slash and start_text == open_end else _parse_unit(start_text, whole=text)
    end = start
    if slash:
        end = None if end_text == open_end else _parse_unit(end_text, whole=text)
    if start is None and end is None:
        raise _unsupported(text)
    if start and end and end.last < start.first:
        raise _refusal("reversed", _("“%(text)s” ends before it starts."), text)
    if is_span and match:
        raise _refusal(
            "set_of_span",
            _("“%(text)s” means one day; for something that lasted, write “%(advice)s”."),
            text,
            advice=f"{start_text or '..'}/{end_text or '..'}",
        )
    if is_span is False and slash == "/" and not (start and end):
        raise _refusal(
            "open_point",
            _(
                "“%(text)s” lasted. If it did, set “is span”; for something that happened once, write “%(advice)s”."
            ),
            text,
            advice=f"[{start_text.removeprefix('..')}..{end_text.removeprefix('..')}]",
        )
    return _window(start, end)


def parse_date(text: str) -> tuple[dt.date | None, str]:
    """The first day and the precision of a single EDTF date; (None, "unknown") for an empty text.

    Raises ValidationError for intervals, sets and qualified dates, and for texts that `parse_window` refuses.
    """
    if "/" in text or "[" in text:
        raise _refusal("interval", _("“%(text)s” is an interval; enter a single date."), text)
    if not (text := text.strip()):
        return UNDATED.date_from, UNDATED.precision
    unit = _parse_unit(text, whole=text, forms=DATE_FORMS)
    if unit.qualifier:
        raise _refusal(
            "doubt",
            _("“%(text)s”: this date has no mark of doubt; write %(advice)s."),
            text,
            advice=text[:-1],
        )
    return unit.first, unit.precision


def window_text(
    date_from: dt.date | None,
    date_to: dt.date | None,
    precision: str,
    end_precision: str = "",
    qualifier: str = "",
    end_qualifier: str = "",
    *,
    is_span: bool = False,
) -> str:
    """The EDTF text of a window; empty for an undated one. An event that is no span happened once: it gets a set."""
    if date_from is None and date_to is None:
        return ""
    start = "" if date_from is None else f"{_unit_text(date_from, precision)}{qualifier}"
    end = (
        ""
        if date_to is None
        else f"{_unit_text(date_to, end_precision or precision)}{end_qualifier}"
    )
    if start == end:
        return start
    return f"{start or '..'}/{end or '..'}" if is_span else f"[{start}..{end}]"


def window_text_of(row: Any) -> str:
    """The EDTF text of the window of an event."""
    columns: Any = (getattr(row, column) for column in WINDOW_COLUMNS)
    return window_text(*columns, is_span=row.is_span)


def date_text(date: dt.date | None, precision: str) -> str:
    """The EDTF text of a single date of stated precision; empty for an unknown one."""
    return "" if date is None else _unit_text(date, precision)


def _window(start: _Unit | None, end: _Unit | None) -> Window:
    """The window between two dates, of which one may be open."""
    known = start or end
    assert known is not None
    precision, end_precision = known.precision, ""
    if start and end:
        if start.precision != end.precision:
            end_precision = end.precision
        elif precision == WindowPrecision.DAY and start.first != end.first:
            precision = WindowPrecision.RANGE
    return Window(
        start.first if start else None,
        end.last if end else None,
        precision,
        end_precision,
        start.qualifier if start else "",
        end.qualifier if end else "",
    )


def _parse_unit(text: str, *, whole: str, forms: "StrOrPromise" = FORMS) -> _Unit:
    """Days, precision and qualifier of a date; a refusal quotes the text `whole` and names the `forms`."""
    plain, qualifier = _QUALIFIED.fullmatch(text).groups()  # type: ignore[union-attr]
    precision = next((name for name, form in _FORMS.items() if form.fullmatch(plain)), None)
    if precision is None:
        raise _unsupported(whole, forms)
    if plain[:4] > LAST_YEAR:
        raise _after_last_year(whole)
    try:
        first = _first_day(plain, precision)
        last = _last_day(first, precision)
    except ValueError as error:
        raise _refusal(
            "calendar", _("“%(text)s” does not exist in the calendar."), whole
        ) from error
    if last.year > int(LAST_YEAR):
        raise _after_last_year(whole)
    return _Unit(first, last, precision, qualifier)


def _first_day(text: str, precision: WindowPrecision) -> dt.date:
    """The first day of a text of the form of its precision; ValueError where there is none."""
    year, month, day = int(text[:4].replace("X", "0")), int(text[5:7] or 1), int(text[8:] or 1)
    if precision == WindowPrecision.QUARTER:
        month = 3 * (month - _FIRST_QUARTER) + 1
    elif precision == WindowPrecision.SEASON:
        month = 3 * (month - _FIRST_SEASON) + 3
    return dt.date(year, month, day)


def _last_day(first: dt.date, precision: WindowPrecision) -> dt.date:
    """The last day of the unit that begins on the first day; ValueError where the calendar ends before."""
    if precision == WindowPrecision.DAY:
        return first
    years, month = divmod(first.month - 1 + _MONTHS[precision], 12)
    return dt.date(first.year + years, month + 1, 1) - dt.timedelta(days=1)


def _refusal(code: str, message: "StrOrPromise", text: str, **params: object) -> ValidationError:
    return ValidationError(message, code=code, params={"text": text, **params})


def _after_last_year(text: str) -> ValidationError:
    return _refusal("calendar", _("“%(text)s” is after the year %(year)s."), text, year=LAST_YEAR)


def _unsupported(text: str, forms: "StrOrPromise" = FORMS) -> ValidationError:
    """Says what would be read instead, if the text is EDTF that a record cannot hold."""
    is_window = forms is FORMS
    if is_window and text.startswith("{"):
        return _refusal(
            "form", _("“%(text)s” names several dates; enter an event for each of them."), text
        )
    advised = text_to_write(text)
    if advised and (is_window or not set("/[~?%") & set(advised)):
        return _refusal(
            "form",
            _("“%(text)s” cannot be stored; write “%(advice)s” instead."),
            text,
            advice=advised,
        )
    return _refusal(
        "form",
        _("“%(text)s” is not a supported date. Supported forms: %(forms)s."),
        text,
        forms=forms,
    )


def _unit_text(day: dt.date, precision: str) -> str:
    """The text of the unit around a day."""
    year = f"{day.year:04d}"
    if precision == WindowPrecision.MONTH:
        return f"{year}-{day.month:02d}"
    if precision == WindowPrecision.QUARTER:
        return f"{year}-{_FIRST_QUARTER + (day.month - 1) // 3}"
    if precision == WindowPrecision.SEASON:
        # Winter begins in December: January and February are in that of the year before.
        season = (day.month - 3) % 12 // 3
        return f"{day.year - (day.month < 3):04d}-{_FIRST_SEASON + season}"
    if precision == WindowPrecision.YEAR:
        return year
    if precision == WindowPrecision.DECADE:
        return f"{year[:3]}X"
    if precision == WindowPrecision.CENTURY:
        return f"{year[:2]}XX"
    return day.isoformat()
