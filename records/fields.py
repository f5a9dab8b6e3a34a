"""Builders for the fields that several tables share."""

import datetime as dt
from typing import Any, TypeVar

from django.conf import settings
from django.db.models import (
    NOT_PROVIDED,
    PROTECT,
    CharField,
    DateField,
    ForeignKey,
    Model,
    TextChoices,
)

from records.choices import DatePrecision

Referenced = TypeVar("Referenced", bound=Model)


def choice_field(
    choices: type[TextChoices], max_length: int, help_text: str, *, default: Any = NOT_PROVIDED
) -> CharField:
    """One value of a closed list; required where there is no default."""
    return CharField(
        max_length=max_length, choices=choices.choices, help_text=help_text, default=default
    )


def date_field(help_text: str) -> "DateField[dt.date | None, dt.date | None]":
    """A day that may be unknown."""
    return DateField(null=True, blank=True, help_text=help_text)


def precision_field(help_text: str) -> CharField:
    """How exact the single date beside it is; unknown where there is no date."""
    return choice_field(DatePrecision, 8, help_text, default=DatePrecision.UNKNOWN)


def optional_reference(
    to: type[Referenced], related_name: str, help_text: str
) -> "ForeignKey[Referenced | None, Referenced | None]":
    """A reference that may be empty, to a row that cannot be deleted while it exists."""
    return ForeignKey(
        to, PROTECT, null=True, blank=True, related_name=related_name, help_text=help_text
    )


def user_key(**options: Any) -> "ForeignKey[Any, Any]":
    """The user who did something, as the program notes it."""
    defaults: dict[str, Any] = {"on_delete": PROTECT, "editable": False, "related_name": "+"}
    return ForeignKey(settings.AUTH_USER_MODEL, **defaults | options)
