"""Builders for the fields that several tables share."""

import datetime as dt
from typing import Any, Literal, TypeVar, overload

from django.conf import settings
from django.db import models
from django.db.models import CASCADE, NOT_PROVIDED, PROTECT

from records.choices import DatePrecision

Referenced = TypeVar("Referenced", bound=models.Model)


def choice(
    choices: type[models.TextChoices],
    max_length: int,
    help_text: str,
    *,
    default: Any = NOT_PROVIDED,
) -> models.CharField:
    """One value of a closed list; required where there is no default."""
    return models.CharField(
        max_length=max_length, choices=choices.choices, help_text=help_text, default=default
    )


def short_text(max_length: int, help_text: str, *, blank: bool = False) -> models.CharField:
    """A text of one line; with `blank` it may be empty."""
    return models.CharField(max_length=max_length, blank=blank, help_text=help_text)


def text(help_text: str) -> models.TextField:
    """A text of any length, which may be empty."""
    return models.TextField(blank=True, help_text=help_text)


def date(help_text: str) -> "models.DateField[dt.date | None, dt.date | None]":
    """A day that may be unknown."""
    return models.DateField(null=True, blank=True, help_text=help_text)


def precision(help_text: str) -> models.CharField:
    """How exact the single date beside it is; unknown where there is no date."""
    return choice(DatePrecision, 8, help_text, default=DatePrecision.UNKNOWN)


def part_of(
    to: type[Referenced], related_name: str, help_text: str
) -> "models.ForeignKey[Referenced, Referenced]":
    """A reference to the row that this one is part of, and goes with."""
    return models.ForeignKey(to, CASCADE, related_name=related_name, help_text=help_text)


def reference(
    to: type[Referenced], related_name: str, help_text: str
) -> "models.ForeignKey[Referenced, Referenced]":
    """A reference to a row that cannot be deleted while it exists."""
    return models.ForeignKey(to, PROTECT, related_name=related_name, help_text=help_text)


@overload
def optional_reference(
    to: type[Referenced], related_name: str, help_text: str
) -> "models.ForeignKey[Referenced | None, Referenced | None]": ...
@overload
def optional_reference(
    to: Literal["self"], related_name: str, help_text: str
) -> "models.ForeignKey[Any, Any]": ...
def optional_reference(to: Any, related_name: str, help_text: str) -> Any:
    """A reference that may be empty, to a row that cannot be deleted while it exists."""
    return models.ForeignKey(
        to, PROTECT, null=True, blank=True, related_name=related_name, help_text=help_text
    )


def user_key(**options: Any) -> "models.ForeignKey[Any, Any]":
    """The user who did something, as the program notes it."""
    defaults: dict[str, Any] = {"on_delete": PROTECT, "editable": False, "related_name": "+"}
    return models.ForeignKey(settings.AUTH_USER_MODEL, **defaults | options)
