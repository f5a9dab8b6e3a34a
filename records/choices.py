"""Closed lists that every curated table shares."""

from django.db.models import TextChoices


class ReviewStatus(TextChoices):
    DRAFT = "draft", "Draft"
    IN_REVIEW = "in_review", "In review"
    PUBLISHED = "published", "Published"
    RETRACTED = "retracted", "Retracted"


class DatePrecision(TextChoices):
    """How exact a single date is; the stored day is the first of the stated unit."""

    DAY = "day", "Day"
    MONTH = "month", "Month"
    QUARTER = "quarter", "Quarter"
    YEAR = "year", "Year"
    DECADE = "decade", "Decade"
    UNKNOWN = "unknown", "Unknown"


class WindowPrecision(TextChoices):
    """How exact a window of two dates is; `range` means that both ends are exact days."""

    DAY = "day", "Day"
    RANGE = "range", "Range of days"
    MONTH = "month", "Month"
    QUARTER = "quarter", "Quarter"
    YEAR = "year", "Year"
    DECADE = "decade", "Decade"
    UNKNOWN = "unknown", "Unknown"


class Lifecycle(TextChoices):
    """Whether a thing still lasts. Unknown is not the same as ongoing."""

    ONGOING = "ongoing", "Ongoing"
    ENDED = "ended", "Ended"
    UNKNOWN = "unknown", "Unknown"


class CrosswalkMatch(TextChoices):
    """How closely a term of another vocabulary corresponds (SKOS mapping relations)."""

    EXACT = "exact", "Exact"
    CLOSE = "close", "Close"
    BROAD = "broad", "Broader there"
    NARROW = "narrow", "Narrower there"
