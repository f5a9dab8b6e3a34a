"""Closed lists that the curated tables share."""

import re
from typing import Self

from django.db.models import TextChoices


class ReviewStatus(TextChoices):
    DRAFT = "draft", "Draft"
    IN_REVIEW = "in_review", "In review"
    PUBLISHED = "published", "Published"
    RETRACTED = "retracted", "Retracted"


class DatePrecision(TextChoices):
    """Precision of a single date; the stored day is the first day of the unit."""

    DAY = "day", "Day"
    MONTH = "month", "Month"
    QUARTER = "quarter", "Quarter"
    SEASON = "season", "Season"
    YEAR = "year", "Year"
    DECADE = "decade", "Decade"
    CENTURY = "century", "Century"
    UNKNOWN = "unknown", "Unknown"


class WindowPrecision(TextChoices):
    """Precision of a window of two dates; `range` means that both ends are exact days."""

    DAY = "day", "Day"
    RANGE = "range", "Range of days"
    MONTH = "month", "Month"
    QUARTER = "quarter", "Quarter"
    SEASON = "season", "Season"
    YEAR = "year", "Year"
    DECADE = "decade", "Decade"
    CENTURY = "century", "Century"
    UNKNOWN = "unknown", "Unknown"


class DateQualifier(TextChoices):
    """How sure a stated date is, as EDTF qualifies it. Nothing is inferred from a qualified date."""

    APPROXIMATE = "~", "About then"
    UNCERTAIN = "?", "Perhaps then"
    BOTH = "%", "Perhaps about then"


class Lifecycle(TextChoices):
    """Whether something still continues; unknown is not the same as ongoing."""

    ONGOING = "ongoing", "Ongoing"
    ENDED = "ended", "Ended"
    UNKNOWN = "unknown", "Unknown"


class CrosswalkMatch(TextChoices):
    """How closely a term of another vocabulary corresponds (SKOS mapping relations)."""

    EXACT = "exact", "Exact"
    CLOSE = "close", "Close"
    BROAD = "broad", "Broader there"
    NARROW = "narrow", "Narrower there"


# A pattern of numbers of any length
_NUMBERS = re.compile(r"\^(\[[01]-9\]([*+]|\{\d(,\d)?\})?){1,2}\$")


class IdentifierScheme(TextChoices):
    """The systems that have codes for records of one kind; each kind of record has a list of its own.

    A member is its code here, the pattern of its values (for PostgreSQL), an example, perhaps a hint that
    messages add to the example, and its name. Codes of some systems are numbers: there 002 is 2.
    """

    pattern: str
    example: str
    hint: str
    is_number: bool

    def __new__(cls, code: str, pattern: str, example: str, hint: str = "") -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.pattern, member.example, member.hint = pattern, example, hint
        member.is_number = bool(_NUMBERS.fullmatch(pattern))
        return member


# Systems that have codes for several kinds of records
WIKIDATA_SCHEME = ("wikidata", r"^Q[1-9][0-9]*$", "Q403", "Wikidata item")
UN_DOCUMENT_SCHEME = (
    "undoc",
    r"^[A-Z]+/[0-9A-Za-z/().: -]*[0-9A-Za-z)]$",
    "S/1995/999",
    "UN document symbol",
)
CELEX_SCHEME = (
    "celex",
    r"^[0-9CE][0-9]{4}[A-Z]{1,2}[0-9]{4}(\([0-9]{2}\))?$",
    "32008E0124",
    "CELEX number of EU law",
)
PAGE_SCHEME = ("url", r"^https?://[^\s]+$", "https://example.org/1", "Page of it elsewhere")
OWN_SCHEME = ("local", r"^\S(.*\S)?$", "desk-2025-17", "Key in a file of your own")
