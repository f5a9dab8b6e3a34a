"""Says what is wrong with a date in a file, and how to write it."""

import datetime as dt
import re
from contextlib import suppress

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from curation.editing.typed_dates import edtf_of, refused_date
from records.dates import Window, parse_date, parse_window

# Day 0 of the numbers that spreadsheets store for days; numbers of the years 1954 to 2064 are recognised
FIRST_DAY = dt.date(1899, 12, 30)
SERIAL_NUMBER = re.compile(r"([2-5]\d{4})([.,]\d+)?", re.ASCII)
MOMENT = re.compile(r"(.*\d)[ T]\d{1,2}:\d\d.*", re.ASCII)
TIME = re.compile(r"\d{1,3}:\d\d(:\d\d(\.\d+)?)?", re.ASCII)


def date_message(text: str, kind: str) -> str:
    """The message about a text that is no "day", no "date", or no "window" (a date or an interval)."""
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
        (parse_window if kind == "window" else parse_date)(text)
    except ValidationError as error:
        return " ".join(
            (refused_date(error, text, kind) if error.code == "form" else error).messages
        )
    return _("“%(value)s” is not a date that the database accepts.") % {"value": text}


def _day_message(text: str) -> str:
    window = _window(text)
    if window and "/" not in text and window.date_from:
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
