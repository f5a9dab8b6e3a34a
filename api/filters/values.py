"""How the value of a query parameter is read, and refused with a hint where it makes no sense."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import QueryDict
from django_filters import fields

from api.errors import ParameterError, closest_match
from records.dates import UNDATED, parse_window

DAY_PATTERN = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
MOMENT_PATTERN = re.compile(
    rf"{DAY_PATTERN.pattern}(T\d{{2}}:\d{{2}}(:\d{{2}}(\.\d{{1,6}})?)?Z)?", re.ASCII
)
DEGREES_PATTERN = re.compile(r"-?\d{1,3}(\.\d{1,9})?", re.ASCII)
# How many values a parameter such as `kind__in` takes
MAX_VALUES = 100


class BoundingBox(NamedTuple):
    """Edges in degrees, WGS 84; it crosses the 180th meridian where west is more than east."""

    west: float
    south: float
    east: float
    north: float


class UnknownChoiceError(ValidationError):
    """A word that a closed list does not have, with the nearest one that it has."""

    def __init__(self, value: str, known: list[str], *, before: str = "", after: str = "") -> None:
        listed = f" The choices are: {', '.join(known)}." if len(known) <= 30 else ""
        super().__init__(f"“{value[:80]}” is not one of the choices.{listed}", "unknown_choice")
        hint = closest_match(value, known)
        self.did_you_mean = hint and f"{before}{hint}{after}"


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
            raise ValidationError("A day is needed, such as 2025-03-18.", code="invalid") from None


def day_asked(values: Mapping[str, Any], today: dt.date) -> dt.date:
    """The day `on` of a query's checked values; `today` if the query has none."""
    return values.get("on") or today


class TimestampField(forms.Field):
    """A moment in UTC such as 2025-03-18T09:30:00Z, or a day for its first moment."""

    def to_python(self, value: Any) -> dt.datetime | None:
        if value in self.empty_values:
            return None
        try:
            if not MOMENT_PATTERN.fullmatch(value):
                raise ValueError
            return dt.datetime.fromisoformat(value).replace(tzinfo=dt.UTC)
        except ValueError:
            message = "A moment in UTC is needed, such as 2025-03-18T09:30:00Z, or a day."
            raise ValidationError(message, code="invalid") from None


class PeriodField(forms.Field):
    """A stretch of time as its first and last day: 2025-03, 2025-03-01/2025-04-30, ../2025."""

    def to_python(self, value: Any) -> tuple[dt.date | None, dt.date | None] | None:
        if value in self.empty_values:
            return None
        start, slash, end = value.partition("/")
        first, last = self._ends(start), self._ends(end if slash else start)
        if first is last is None:
            raise ValidationError("One end of it is needed.", code="invalid")
        if first and last and last[1] < first[0]:
            raise ValidationError(f"“{value[:80]}” ends before it starts.", code="conflict")
        return first and first[0], last and last[1]

    @staticmethod
    def _ends(text: str) -> tuple[dt.date, dt.date] | None:
        """First and last day of one date; None for the open end of a stretch."""
        if text == "..":
            return None
        try:
            window = UNDATED if "/" in text else parse_window(text)
        except ValidationError:
            window = UNDATED
        if window.date_from is None or window.date_to is None:
            message = "A time is needed, such as 2025-03, 2025-03-01/2025-04-30 or ../2025."
            raise ValidationError(message, code="invalid")
        return window.date_from, window.date_to


class BoundingBoxField(forms.Field):
    """A box of degrees: west, south, east, north."""

    def to_python(self, value: Any) -> BoundingBox | None:
        if value in self.empty_values:
            return None
        numbers = value.split(",")
        if len(numbers) != 4 or not all(DEGREES_PATTERN.fullmatch(text) for text in numbers):
            message = "Four numbers are needed: west, south, east, north, such as 19,39,21,42.7."
            raise ValidationError(message, code="invalid")
        box = BoundingBox(*map(float, numbers))
        if max(-box.west, box.west, -box.east, box.east) > 180:
            raise ValidationError("Longitude runs from -180 to 180.", code="out_of_range")
        if max(-box.south, box.south, -box.north, box.north) > 90:
            raise ValidationError("Latitude runs from -90 to 90.", code="out_of_range")
        if box.south > box.north:
            message = "The southern edge lies north of the northern one."
            raise ValidationError(message, code="conflict")
        return box


class ChoiceField(forms.ChoiceField):
    """One word of a closed list."""

    def validate(self, value: Any) -> None:
        forms.Field.validate(self, value)
        choices: Any = self.choices
        known = [str(choice) for choice, _ in choices]
        if value and value not in known:
            raise UnknownChoiceError(value, known)


class CommaSeparatedField(fields.BaseCSVField):
    """Values separated by commas, each of them checked, as many as allowed."""

    def __init__(
        self,
        *args: Any,
        at_least: int = 1,
        at_most: int = MAX_VALUES,
        different: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.at_least, self.at_most, self.different = at_least, at_most, different

    def clean(self, value: Any) -> Any:
        if value is None:
            if self.required:
                raise ValidationError("This parameter is needed.", code="required")
            return None
        faults: list[ValidationError] = []
        cleaned: list[Any] = []
        if value and not self.at_least <= len(value) <= self.at_most:
            message = f"{self.at_least} to {self.at_most} values are needed, separated by commas."
            raise ValidationError(message, code="out_of_range")
        if self.different and len(set(value)) < len(value):
            raise ValidationError("A value is given twice.", code="repeated")
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
            raise ValidationError("A whole number is needed.", code="invalid")
        return super().to_python(value)


class CodeField(forms.CharField):
    """A code of a vocabulary."""

    def __init__(self, *args: Any, terms: type[Model], **options: Any) -> None:
        super().__init__(*args, **options)
        self.terms: Any = terms

    def validate(self, value: Any) -> None:
        if value and value not in self.known:
            raise UnknownChoiceError(value, self.known)

    @cached_property
    def known(self) -> list[str]:
        """All codes, read once for a query that names several."""
        return list(self.terms.objects.values_list("code", flat=True))


def split_list(text: str) -> list[str]:
    """The words of a list with commas."""
    return text.split(",") if text.strip() else []


def comma_list_errors(parameters: QueryDict, name: str, most: int) -> list[ParameterError]:
    """What is wrong with a parameter as a list of words with commas, if it has a value."""
    words = split_list(str(parameters.get(name, "")))
    if "" in words:
        return [ParameterError(name, "empty", "An item of the list is empty.")]
    if len(words) > most:
        return [
            ParameterError(name, "out_of_range", f"These are at most {most} names, with commas.")
        ]
    if len(set(words)) < len(words):
        return [ParameterError(name, "repeated", "A value is given twice.")]
    return []


def kind_value_validator(
    kinds: Iterable[str], example: str, pattern: str = ".+"
) -> Callable[[str], None]:
    """Validator of values such as cow:345: one of the kinds, a colon, what the pattern allows."""
    known = list(kinds)

    def check(text: str) -> None:
        kind, _, value = text.partition(":")
        if not re.fullmatch(pattern, value, re.DOTALL):
            raise ValidationError(f"A kind and a value are needed, such as {example}.", "invalid")
        if kind not in known:
            raise UnknownChoiceError(kind, known, after=f":{value}")

    return check
