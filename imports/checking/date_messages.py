"""Says what is wrong with a date in a file, and how to write it."""

import datetime as dt
import re
from collections.abc import Callable
from contextlib import suppress
from functools import partial

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from curation.editing.typed_dates import edtf_of, refused_date
from imports.checking.targets import Target
from records.dates import Window, parse_date, parse_window

# Kinds of dates in files, and what raises the message about a text that is none
DATE_KINDS: dict[str, Callable[[str], object]] = {
    "window": parse_window,
    "date": parse_date,
    "day": parse_date,
    "span": partial(parse_window, is_span=True),
    "point": partial(parse_window, is_span=False),
}
# Day 0 of the numbers that spreadsheets store for days; numbers of the years 1954 to 2064 are recognised
FIRST_DAY = dt.date(1899, 12, 30)
SERIAL_NUMBER = re.compile(r"([2-5]\d{4})([.,]\d+)?", re.ASCII)
MOMENT = re.compile(r"(.*\d)[ T]\d{1,2}:\d\d.*", re.ASCII)
TIME = re.compile(r"\d{1,3}:\d\d(:\d\d(\.\d+)?)?", re.ASCII)


def date_message(text: str, kind: str) -> str:
    """The message about a text that is no date of the kind, one of `DATE_KINDS`."""
    if found := SERIAL_NUMBER.fullmatch(text):
        day = FIRST_DAY + dt.timedelta(days=int(found[1]))
        message = _(
            "“%(text)s” seems to be the number that a spreadsheet stores for %(day)s. Format the column there "
            "as a date, or write %(day)s."
        )
        return message % {"text": text, "day": day.isoformat()}
    if TIME.fullmatch(text):
        return _("“%(text)s” is a time of day; write a date, such as 2025-03-18.") % {"text": text}
    if (found := MOMENT.fullmatch(text)) and _window(day_text := edtf_of(found[1])):
        message = _("“%(text)s” has a time of day; write the date alone: %(day)s.")
        return message % {"text": text, "day": day_text}
    if (typed := edtf_of(text)) != text and _window(typed):
        return _("“%(text)s”: write it as %(day)s.") % {"text": text, "day": typed}
    if kind == "day":
        return _day_message(text)
    try:
        DATE_KINDS[kind](text)
    except ValidationError as error:
        return " ".join(
            (refused_date(error, text, kind) if error.code == "form" else error).messages
        )
    return _("“%(value)s” is not a date that the database accepts.") % {"value": text}


def wrong_form(target: Target, cell: str) -> tuple[str, str]:
    """SQL: rows whose cell is a set, though the event lasted, or an open interval, though it did not; the kind."""
    is_span = f"{target.final_table}.is_span"
    is_open = f"({cell} LIKE '%/..' OR {cell} LIKE '../%')"
    stays = "NOT file_row.removes AND" if target.removes else ""
    rows = (
        f"FROM {target.parsed_table} file_row JOIN {target.final_table} USING (line, pos, id)"
        f" WHERE {stays} CASE WHEN {is_span} THEN {cell} LIKE '[%' ELSE {is_open} END"
    )
    return rows, f"CASE WHEN {is_span} THEN 'span' ELSE 'point' END"


def _day_message(text: str) -> str:
    window = _window(text)
    if window and window.date_from and not {"/", "["} & set(text):
        message = _(
            "“%(text)s” is not an exact day. Write its first day, %(day)s, and how exact it is in the column for "
            "the precision if there is one."
        )
        return message % {"text": text, "day": window.date_from.isoformat()}
    plain = ValidationError(
        _("“%(text)s” is not a day of the calendar, such as 2025-03-18."), params={"text": text}
    )
    return " ".join(refused_date(plain, text, "day").messages)


def _window(text: str) -> Window | None:
    with suppress(ValidationError):
        return parse_window(text)
    return None
