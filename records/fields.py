"""Builders for the fields that several tables share."""

import datetime as dt
from collections.abc import Callable
from typing import Any, ClassVar, Literal, TypeVar, overload

from django import forms
from django.conf import settings
from django.db import models
from django.db.models import CASCADE, NOT_PROVIDED, PROTECT

from records.choices import DatePrecision
from records.texts import clean_line, clean_text

Referenced = TypeVar("Referenced", bound=models.Model)


class CleanField(models.Field):
    """A text that people type. It is cleaned (records/texts.py) in forms, in lookups, when saved, and by a trigger."""

    keeps_lines: ClassVar[bool] = False

    @property
    def cleaner(self) -> Callable[[str], str]:
        """The function that cleans the text; PostgreSQL has one of the same name."""
        return clean_text if self.keeps_lines else clean_line

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return self.cleaner(value) if isinstance(value, str) else value

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """The value to store, which the instance then has, too."""
        value = super().pre_save(model_instance, add)
        if isinstance(value, str):
            value = self.to_python(value)
            setattr(model_instance, self.attname, value)
        return value

    def formfield(self, **kwargs: Any) -> Any:
        """A field of a form that compares and checks the cleaned text."""
        field: Any = super().formfield(**kwargs)
        if isinstance(field, forms.CharField):
            to_python, cleaner = field.to_python, self.cleaner
            field.to_python = lambda value: cleaner(to_python(value) or "")  # type: ignore[method-assign]
        return field

    def deconstruct(self) -> Any:
        """Migrations see Django's field: the column is the same."""
        name, _path, arguments, options = super().deconstruct()
        django = next(base for base in type(self).__mro__ if base.__module__.startswith("django."))
        return name, f"django.db.models.{django.__name__}", arguments, options


class LineField(CleanField, models.CharField):
    """A text of one line."""


class AddressField(CleanField, models.URLField):
    """The address of a page."""


class ParagraphsField(CleanField, models.TextField):
    """A text of any number of lines."""

    keeps_lines = True


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


def short_text(max_length: int, help_text: str, *, blank: bool = False) -> LineField:
    """A text of one line; with `blank` it may be empty."""
    return LineField(max_length=max_length, blank=blank, help_text=help_text)


def optional_choice(
    choices: type[models.TextChoices], max_length: int, help_text: str
) -> models.CharField:
    """One value of a closed list, or none: an empty text."""
    return models.CharField(
        max_length=max_length, choices=choices.choices, blank=True, help_text=help_text
    )


def text(help_text: str) -> ParagraphsField:
    """A text of any length, which may be empty."""
    return ParagraphsField(blank=True, help_text=help_text)


def address(help_text: str) -> AddressField:
    """The address of a page, which may be empty."""
    return AddressField(max_length=500, blank=True, help_text=help_text)


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
