"""How the value of a query parameter is read, and refused with a hint where it makes no sense."""

import datetime as dt
import re
from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django_filters import fields

from records.api.errors import nearest

DAY_PATTERN = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class UnknownChoiceError(ValidationError):
    """A word that a closed list does not have, with the nearest one that it has."""

    def __init__(self, value: str, known: list[str], *, after: str = "") -> None:
        listed = f" The choices are: {', '.join(known)}." if len(known) <= 30 else ""
        super().__init__(f"“{value[:80]}” is not one of the choices.{listed}", "unknown_choice")
        hint = nearest(value, known)
        self.did_you_mean = hint and hint + after


class DayField(forms.Field):
    """A day such as 2025-03-18."""

    def to_python(self, value: Any) -> dt.date | None:
        if value in self.empty_values:
            return None
        try:
            if not DAY_PATTERN.fullmatch(value):
                raise ValueError
            return dt.date.fromisoformat(value)
        except ValueError:
            raise ValidationError("This is a day such as 2025-03-18.", code="invalid") from None


class ChoiceField(forms.ChoiceField):
    """One word of a closed list."""

    def validate(self, value: Any) -> None:
        forms.Field.validate(self, value)
        choices: Any = self.choices
        known = [str(choice) for choice, _ in choices]
        if value and value not in known:
            raise UnknownChoiceError(value, known)


class EachOf(fields.BaseCSVField):
    """Values separated by commas, each of them checked."""

    def clean(self, value: Any) -> Any:
        if value is None:
            return None
        faults: list[ValidationError] = []
        cleaned = []
        for item in value:
            try:
                if not item:
                    raise ValidationError("An item of the list is empty.", code="empty")
                cleaned.append(super(fields.BaseCSVField, self).clean(item))
            except ValidationError as error:
                faults += error.error_list
        if faults:
            raise ValidationError(faults)
        return cleaned


class NumberField(forms.IntegerField):
    """A whole number in plain digits."""

    def to_python(self, value: Any) -> int | None:
        if value not in self.empty_values and not re.fullmatch(r"\d{1,9}", value, re.ASCII):
            raise ValidationError("This is a whole number.", code="invalid")
        return super().to_python(value)


class CodeField(forms.CharField):
    """A code of a vocabulary."""

    def __init__(self, *args: Any, terms: type[Model], **options: Any) -> None:
        super().__init__(*args, **options)
        self.terms: Any = terms

    def validate(self, value: Any) -> None:
        if value:
            known = list(self.terms.objects.values_list("code", flat=True))
            if value not in known:
                raise UnknownChoiceError(value, known)


def pair_of(kinds: Iterable[str], example: str) -> Callable[[str], None]:
    """Validator of values such as cow:345: one of the kinds, a colon, something."""
    known = list(kinds)

    def check(text: str) -> None:
        kind, _, value = text.partition(":")
        if not value:
            raise ValidationError(f"This is a kind and a value, such as {example}.", "invalid")
        if kind not in known:
            raise UnknownChoiceError(kind, known, after=f":{value}")

    return check
