"""The form fields of a row that is so between two dates, such as a name."""

from django.utils.translation import gettext_lazy as _

from curation.editing.forms import EdtfDate


def validity_fields() -> tuple[EdtfDate, EdtfDate]:
    """From which date something is so, and the first date on which it no longer is."""
    return (
        EdtfDate("valid_from", "valid_from_precision", label=_("From")),
        EdtfDate(
            "valid_to",
            "valid_to_precision",
            label=_("Until"),
            help_text=_("First day on which it no longer was so."),
        ),
    )
