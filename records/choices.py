"""Closed lists that the curated tables share."""

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
    YEAR = "year", "Year"
    DECADE = "decade", "Decade"
    UNKNOWN = "unknown", "Unknown"


class WindowPrecision(TextChoices):
    """Precision of a window of two dates; `range` means that both ends are exact days."""

    DAY = "day", "Day"
    RANGE = "range", "Range of days"
    MONTH = "month", "Month"
    QUARTER = "quarter", "Quarter"
    YEAR = "year", "Year"
    DECADE = "decade", "Decade"
    UNKNOWN = "unknown", "Unknown"


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
