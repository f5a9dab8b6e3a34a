"""Dates as people type them in forms: a day of the calendar is read as EDTF, and other texts get a hint.

The script in forms (curation/static/curation/dates.js) reads the same texts and gives the same hints:
tests/date_grammar.py holds the two together. Files and the API take EDTF alone (`records/dates.py`).
"""

import re
from calendar import monthrange
from collections.abc import Callable
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from records.dates import LAST_YEAR

MONTH_NAMES = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
# What is wrong with a text, and what to type instead; refusals without a hint have a text of their own.
HINTS = {
    "slashes": _(
        "A slash separates the two ends of a period. Type a day as year-month-day, such as 2025-03-18."
    ),
    "short_year": _("Type the year with four digits."),
    "form": _("Not in this form: type %(example)s."),
    "doubt": _(
        "A date has no mark of doubt here. Type %(example)s; the claim says how sure the source is."
    ),
    "unknown": _("Leave the field empty if the date is not known."),
    "days": _(
        "There is no such day: %(example)s has %(number)s days. Type an earlier day, "
        "or %(example)s if you do not know it."
    ),
    "month": _("There is no such month. Months are 01 to 12, seasons 21 to 24, quarters 33 to 36."),
    "years": _("Years run from 0001 to 9998."),
    "exact": _("Only an exact day fits here: type it as 2025-03-18, or leave the field empty."),
}


class Hint(NamedTuple):
    """A key of `HINTS`, or "other", with what to type, and a number."""

    code: str
    example: str = ""
    number: str = ""


OTHER = Hint("other")
# Days as people write them: 18.03.2025, 2025.03.18., 18 March 2025
_DAY_FIRST = re.compile(r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})\.?", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})\. ?(\d{1,2})\. ?(\d{1,2})\.?", re.ASCII)
_NAMED = re.compile(r"(\d{1,2})\.? ([a-z]{3,9})\.? (\d{4})", re.ASCII)
_EDTF = re.compile(r"(?:(\d{4})(?:-(\d\d))?(?:-(\d\d))?|(\d{3}X|\d\dXX))[~?%]?", re.ASCII)
# The numbers of seasons that records have none of: of one hemisphere, and thirds and halves of a year
_OTHER_SEASONS = {*range(25, 33), *range(37, 42)}
_SEASON_NUMBERS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}


def edtf_of(text: str) -> str:
    """The text with each day of the calendar, such as 18.03.2025 or 18 March 2025, as EDTF."""
    text = text.strip()
    if _is_set(text):
        start, end = _ends(text)
        return f"[{_day_of(start) or start}..{_day_of(end) or end}]"
    return "/".join(_day_of(part) or part for part in text.split("/"))


def hint_about(text: str, kind: str) -> Hint:
    """What is wrong with a text that is no date of this kind: "date", "window" or "day"."""
    plain = _plain(text)
    for pattern, advise in _ADVICE:
        if (match := pattern.fullmatch(plain)) and (hint := advise(*match.groups())):
            if hint.code == "doubt" and kind == "window":
                doubted = _calendar_hint(hint.example)
                return doubted or Hint("form", hint.example + (hint.number or "~"))
            return hint
    parts = _ends(edtf_of(text))
    if len(parts) == 1 or kind == "window":
        for part in parts[:2]:
            if hint := _calendar_hint(part):
                return hint
    return OTHER


def refused_date(refused: ValidationError, text: str, kind: str) -> ValidationError:
    """The refusal of a typed date with a hint on what to type, if there is one."""
    hint = hint_about(text, kind)
    if hint.code not in HINTS:
        return refused
    said = str(HINTS[hint.code]) % hint._asdict()
    return ValidationError(_("“%(text)s”: %(said)s"), hint.code, {"text": text, "said": said})


def _is_set(text: str) -> bool:
    return text.startswith("[") and text.endswith("]") and ".." in text


def _ends(text: str) -> list[str]:
    """The parts of an interval or a set; the text itself if it is neither."""
    return text[1:-1].split("..", 1) if _is_set(text) else text.split("/")


def _plain(text: str) -> str:
    return " ".join(text.lower().split())


def _day_of(text: str) -> str:
    """A day of the calendar as EDTF, whether it exists or not; empty for other texts."""
    plain = _plain(text)
    if match := _DAY_FIRST.fullmatch(plain):
        day, month, year = match.groups()
    elif match := _YEAR_FIRST.fullmatch(plain):
        year, month, day = match.groups()
    elif (match := _NAMED.fullmatch(plain)) and _month(match[2]):
        day, month, year = match[1], _month(match[2]), match[3]
    else:
        return ""
    return f"{year}-{month:0>2}-{day:0>2}"


def _month(name: str) -> str:
    """The number of the month whose name begins so; empty if none does."""
    return next((str(n) for n, month in enumerate(MONTH_NAMES, 1) if month.startswith(name)), "")


def _calendar_hint(text: str) -> Hint | None:
    """What does not exist of a text in the form of an EDTF date."""
    match = _EDTF.fullmatch(text)
    if match is None:
        return None
    year, month, day, decade = match.groups()
    if (year or decade) in ("0000", "000X", "00XX") or (year or decade) > LAST_YEAR:
        return Hint("years")
    if month is None:
        return None
    if day is None and (21 <= int(month) <= 24 or 33 <= int(month) <= 36):
        return Hint("years") if f"{year}-{month}" == "9998-24" else None
    if not 1 <= int(month) <= 12:
        return None if day is None and int(month) in _OTHER_SEASONS else Hint("month")
    days = monthrange(int(year), int(month))[1]
    is_day = day is None or 1 <= int(day) <= days
    return None if is_day else Hint("days", f"{year}-{month}", str(days))


def _form(year: str, month: str = "", day: str = "") -> Hint | None:
    """Advice to type this date; none if there is no such month."""
    if month and not 1 <= int(month) <= 12:
        return None
    parts = [year, *(f"{part:0>2}" for part in (month, day) if part)]
    return Hint("form", "-".join(parts))


def _named_form(name: str, day: str, year: str) -> Hint | None:
    return _form(year, _month(name), day) if _month(name) else None


_SEASON = r"(?:early |late |mid-?)?(spring|summer|autumn|fall|winter)(?: of)? (\d{4})"
# Texts that people type, and what is said of them
_ADVICE: list[tuple[re.Pattern[str], Callable[..., Hint | None]]] = [
    (re.compile(pattern, re.ASCII), advise)
    for pattern, advise in (
        (r"\d{1,2}/\d{1,2}/\d{2,4}", lambda: Hint("slashes")),
        (r"(\d{4})/(\d{1,2})/(\d{1,2})", _form),
        (r"\d{1,2}\. ?\d{1,2}\. ?\d{2}\.?", lambda: Hint("short_year")),
        (_SEASON, lambda name, year: Hint("form", f"{year}-{_SEASON_NUMBERS[name]}")),
        (r"q([1-4])[ -]?(\d{4})", lambda q, year: Hint("form", f"{year}-{32 + int(q)}")),
        (r"(\d{4})[ -]?q([1-4])", lambda year, q: Hint("form", f"{year}-{32 + int(q)}")),
        (r"(?:the )?(\d{3})0s", lambda decade: Hint("form", f"{decade}X")),
        (r"([a-z]{3,9})\.?,? (\d{4})", lambda name, year: _named_form(name, "", year)),
        (r"(\d{1,2})[./](\d{4})", lambda month, year: _form(year, month)),
        (
            r"(\d{4})-(\d{1,2})-(\d{1,2})",
            lambda y, m, d: _form(y, m, d) if len(m + d) < 4 else None,
        ),
        (r"(\d{4})-(\d)", _form),
        (r"(\d{4})(\d\d)(\d\d)", _form),
        (r"([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", _named_form),
        (
            r"(\d{1,2})(?:st|nd|rd|th)(?: of)? ([a-z]{3,9})\.?,? (\d{4})",
            lambda day, name, year: _named_form(name, day, year),
        ),
        (
            r"(?:c\.?|ca\.?|circa|about|around) ?(\d{4}(?:-\d\d){0,2})",
            lambda date: Hint("doubt", date),
        ),
        (r"(\d{4}(?:-\d\d){0,2}) ?([?~%])", lambda date, sign: Hint("doubt", date, sign)),
        (r"unknown|n/a|none|\?+|-+", lambda: Hint("unknown")),
    )
]
