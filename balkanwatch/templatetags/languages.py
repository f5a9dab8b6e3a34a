"""The languages of the interface, for the menu."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def offered_languages() -> list[tuple[str, str, bool]]:
    """Code, own name, and whether a speaker has reviewed the translation."""
    return [(code, name, code in settings.REVIEWED_LANGUAGES) for code, name in settings.LANGUAGES]
