"""Builders for the fields that several tables share."""

from django.db.models import CharField

from records.choices import DatePrecision


def precision_field(help_text: str) -> CharField:
    """How exact the single date beside it is; unknown where there is no date."""
    return CharField(
        max_length=8,
        choices=DatePrecision.choices,
        default=DatePrecision.UNKNOWN,
        help_text=help_text,
    )
