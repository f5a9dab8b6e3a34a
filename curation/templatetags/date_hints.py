"""The hints on typed dates, for the script that shows them."""

from django import template

from curation.editing.typed_dates import HINTS

register = template.Library()


@register.simple_tag
def date_hints() -> dict[str, str]:
    """Texts by the code of the hint, as names of attributes are written."""
    return {code.replace("_", "-"): str(text) for code, text in HINTS.items()}
