"""Form fields for the values of query parameters; errors suggest the closest valid value."""

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
TIMESTAMP_PATTERN = re.compile(
    rf"{DAY_PATTERN.pattern}(T\d{{2}}:\d{{2}}(:\d{{2}}(\.\d{{1,6}})?)?Z)?", re.ASCII
)
DEGREES_PATTERN = re.compile(r"-?\d{1,3}(\.\d{1,9})?", re.ASCII)
INVALID_SLUG = "A slug has lower-case letters, digits and single hyphens."
MAX_TEXT_LENGTH = 200
# Values that a parameter such as `kind__in` takes
MAX_VALUES = 100
# Longer lists of choices are not repeated in error messages
MAX_LISTED_CHOICES = 30


class BoundingBox(NamedTuple):
    """Edges in degrees (WGS 84); the box crosses the 180th meridian if west is more than east."""

    west: float
    south: float
    east: float
    north: float


class UnknownChoiceError(ValidationError):
    """A value that is not in a closed list, with the closest one that is."""

    def __init__(self, value: str, known: list[str], *, before: str = "", after: str = "") -> None:
        listed = (
            f" The choices are: {', '.join(known)}." if len(known) <= MAX_LISTED_CHOICES else ""
        )
        super().__init__(f"“{value[:80]}” is not one of the choices.{listed}", "unknown_choice")
        hint = closest_match(value, known)
        self.did_you_mean = hint and f"{before}{hint}{after}"


class DayField(forms.Field):
    """A day such as 2025-03-18."""

    def to_python(self, value: str | None) -> dt.date | None:
        if not value:
            return None
        try:
            if not DAY_PATTERN.fullmatch(value):
                raise ValueError
            return dt.date.fromisoformat(value)
        except ValueError:
            raise ValidationError("Enter a day, such as 2025-03-18.", code="invalid") from None


def day_asked(values: Mapping[str, Any], today: dt.date) -> dt.date:
    """The day `on` of a query's checked values; `today` if the query has none."""
    return values.get("on") or today


class TimestampField(forms.Field):
    """A time in UTC such as 2025-03-18T09:30:00Z, or a day for its start."""

    def to_python(self, value: str | None) -> dt.datetime | None:
        if not value:
            return None
        try:
            if not TIMESTAMP_PATTERN.fullmatch(value):
                raise ValueError
            return dt.datetime.fromisoformat(value).replace(tzinfo=dt.UTC)
        except ValueError:
            message = "Enter a time in UTC, such as 2025-03-18T09:30:00Z, or a day."
            raise ValidationError(message, code="invalid") from None


class PeriodField(forms.Field):
    """A period as its first and last day: 2025-03, 2025-03-01/2025-04-30, ../2025."""

    def to_python(self, value: str | None) -> tuple[dt.date | None, dt.date | None] | None:
        if not value:
            return None
        start, slash, end = value.partition("/")
        first, last = self._window(start), self._window(end if slash else start)
        if first is last is None:
            raise ValidationError("Enter at least one end of the period.", code="invalid")
        if first and last and last[1] < first[0]:
            raise ValidationError(f"“{value[:80]}” ends before it starts.", code="conflict")
        return first and first[0], last and last[1]

    @staticmethod
    def _window(text: str) -> tuple[dt.date, dt.date] | None:
        """First and last day of one date; None for an open end."""
        if text == "..":
            return None
        try:
            window = UNDATED if "/" in text else parse_window(text)
        except ValidationError:
            window = UNDATED
        if window.date_from is None or window.date_to is None:
            message = "Enter a period, such as 2025-03, 2025-03-01/2025-04-30 or ../2025."
            raise ValidationError(message, code="invalid")
        return window.date_from, window.date_to


class BoundingBoxField(forms.Field):
    """A bounding box in degrees: west, south, east, north."""

    def to_python(self, value: str | None) -> BoundingBox | None:
        if not value:
            return None
        numbers = value.split(",")
        if len(numbers) != 4 or not all(DEGREES_PATTERN.fullmatch(text) for text in numbers):
            message = "Enter four numbers: west, south, east, north, such as 19,39,21,42.7."
            raise ValidationError(message, code="invalid")
        box = BoundingBox(*map(float, numbers))
        if max(-box.west, box.west, -box.east, box.east) > 180:
            raise ValidationError("Longitude must be from -180 to 180.", code="out_of_range")
        if max(-box.south, box.south, -box.north, box.north) > 90:
            raise ValidationError("Latitude must be from -90 to 90.", code="out_of_range")
        if box.south > box.north:
            raise ValidationError("South must not be more than north.", code="conflict")
        return box


class ChoiceField(forms.ChoiceField):
    """One value of a closed list."""

    def validate(self, value: str) -> None:
        forms.Field.validate(self, value)
        choices: Any = self.choices
        known = [str(choice) for choice, _ in choices]
        if value and value not in known:
            raise UnknownChoiceError(value, known)


class CommaSeparatedField(fields.BaseCSVField):
    """Values separated by commas, each of them checked."""

    def __init__(
        self,
        *args: object,
        at_least: int = 1,
        at_most: int = MAX_VALUES,
        different: bool = False,
        **options: object,
    ) -> None:
        super().__init__(*args, **options)
        self.at_least, self.at_most, self.different = at_least, at_most, different

    def clean(self, value: list[str] | None) -> list[object] | None:
        if value is None:
            if self.required:
                raise ValidationError("This parameter is required.", code="required")
            return None
        if value and not self.at_least <= len(value) <= self.at_most:
            message = f"Enter {self.at_least} to {self.at_most} values, separated by commas."
            raise ValidationError(message, code="out_of_range")
        if self.different and len(set(value)) < len(value):
            raise ValidationError("A value is given twice.", code="repeated")
        errors: list[ValidationError] = []
        cleaned = []
        for item in value:
            try:
                if not item:
                    raise ValidationError("An item of the list is empty.", code="empty")
                cleaned.append(super(fields.BaseCSVField, self).clean(item))
            except ValidationError as error:
                errors += error.error_list
        if errors:
            raise ValidationError(errors)
        return cleaned


class NumberField(forms.IntegerField):
    """A whole number in plain digits."""

    def to_python(self, value: str | None) -> int | None:
        if value and not re.fullmatch(r"\d{1,9}", value, re.ASCII):
            raise ValidationError("Enter a whole number.", code="invalid")
        return super().to_python(value)


class CodeField(forms.CharField):
    """A code of a vocabulary."""

    def __init__(self, *args: Any, terms: type[Model], **options: Any) -> None:
        super().__init__(*args, **options)
        self.terms = terms

    def validate(self, value: str) -> None:
        if value and value not in self.known_codes:
            raise UnknownChoiceError(value, self.known_codes)

    @cached_property
    def known_codes(self) -> list[str]:
        """All codes, read once per query."""
        return list(self.terms._default_manager.values_list("code", flat=True))


def split_list(text: str) -> list[str]:
    """The items of a list with commas."""
    return text.split(",") if text.strip() else []


def join_lists(parameters: QueryDict, names: Iterable[str]) -> QueryDict:
    """The query in which each of these parameters that is given several times is one list with commas.

    Generated clients send `a=1&a=2`, people `a=1,2`: both mean the same. `names` is only read if something repeats.
    """
    several = {name for name, given in parameters.lists() if len(given) > 1}
    repeated = several.intersection(names) if several else several
    if not repeated:
        return parameters
    joined = parameters.copy()
    for name in repeated:
        joined[name] = ",".join(parameters.getlist(name))
    return joined


def comma_list_errors(parameters: QueryDict, name: str, limit: int) -> list[ParameterError]:
    """Errors in a parameter that is a list of names with commas."""
    items = split_list(str(parameters.get(name, "")))
    if "" in items:
        return [ParameterError(name, "empty", "An item of the list is empty.")]
    if len(items) > limit:
        detail = f"Enter at most {limit} names, separated by commas."
        return [ParameterError(name, "out_of_range", detail)]
    if len(set(items)) < len(items):
        return [ParameterError(name, "repeated", "A value is given twice.")]
    return []


def kind_value_validator(
    kinds: Iterable[str], example: str, pattern: str = ".+"
) -> Callable[[str], None]:
    """A validator of values such as cow:345: a known kind, a colon, and text that fits the pattern."""
    known = list(kinds)

    def validate(text: str) -> None:
        kind, _, value = text.partition(":")
        if not re.fullmatch(pattern, value, re.DOTALL):
            raise ValidationError(f"Enter a kind and a value, such as {example}.", "invalid")
        if kind not in known:
            raise UnknownChoiceError(kind, known, after=f":{value}")

    return validate
