"""How long ago something was, in words."""

import datetime as dt

from django import template
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

register = template.Library()
SHORTEST = dt.timedelta(minutes=1)


@register.filter
def ago(moment: dt.datetime) -> str:
    """Such as “3 days ago”; “just now” within the first minute."""
    return _said(moment, _("%(age)s ago"))


@register.filter
def lasting(moment: dt.datetime) -> str:
    """Such as “for 3 days”; “just now” within the first minute."""
    return _said(moment, _("for %(age)s"))


def _said(moment: dt.datetime, text: str) -> str:
    if timezone.now() - moment < SHORTEST:
        return _("just now")
    return text % {"age": timesince(moment)}
