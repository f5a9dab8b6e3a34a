"""Form machinery of the admin: dates as EDTF text, related rows fetched once a page, refusals shown in place."""

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import and_
from typing import Any, ClassVar

from django import forms
from django.contrib.admin.widgets import (
    AutocompleteMixin,
    AutocompleteSelect,
    AutocompleteSelectMultiple,
)
from django.core.exceptions import ValidationError
from django.db.models import CheckConstraint, Model, Q
from django.forms.models import InlineForeignKeyField, construct_instance
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from records.dates import date_text, parse_date, parse_window, window_text

# A longer text of digits cannot be a primary key.
KEY_DIGITS = 18


class EdtfDate(forms.CharField):
    """One EDTF text for a day of stated precision, in place of the two columns that hold it."""

    forms_of_date = _("As 2025-03-18, 2025-03, 2025-33 (first quarter), 2008 or 199X.")
    # What the browser tells of the text while it is typed: see dates.js
    sort = "date"

    def __init__(self, *columns: str, label: Any, help_text: Any = "") -> None:
        if help_text:
            help_text = format_lazy("{} {}", help_text, self.forms_of_date)
        help_text = help_text or self.forms_of_date
        super().__init__(required=False, max_length=40, label=label, help_text=help_text)
        self.widget.attrs |= {"size": 12, "data-edtf": self.sort}
        self.columns = columns

    def clean(self, value: str) -> tuple[Any, ...]:
        """The values of the columns; ValidationError for a text that is no such date."""
        return self.read(super().clean(value))

    def read(self, text: str) -> tuple[Any, ...]:
        return parse_date(text)

    def text_of(self, row: Model) -> str:
        """What the row holds, as text."""
        return date_text(*self.held_by(row))

    def held_by(self, row: Model) -> list[Any]:
        return [getattr(row, column) for column in self.columns]


class EdtfWindow(EdtfDate):
    """One EDTF text for a window of two days and their precision."""

    sort = "window"
    forms_of_date = _(
        "As 2025-03-18, 2025-03, 2025-33 (first quarter), 2008, 199X, "
        "2025-03-18/2025-04-01, or 2025-04/.. without an end."
    )

    def read(self, text: str) -> tuple[Any, ...]:
        window = parse_window(text)
        return (window.date_from, window.date_to, window.precision)

    def text_of(self, row: Model) -> str:
        return window_text(*self.held_by(row))


class CachedChoiceMixin:
    """A choice of rows that all forms of a page share, so that none is fetched twice or one by one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Copies of a field, one a form, keep this very dictionary.
        self.known: dict[str, Model | None] = {}

    def rows(self, keys: Iterable[Any]) -> list[Model]:
        """The rows of these primary keys; those not known yet in one query."""
        texts = [str(key) for key in keys if key not in (None, "")]
        missing = [text for text in texts if text not in self.known and is_primary_key(text)]
        if missing:
            self.known |= dict.fromkeys(missing)
            found = self.queryset.filter(pk__in=missing)  # type: ignore[attr-defined]
            self.known |= {str(row.pk): row for row in found}
        return [row for text in texts if (row := self.known.get(text)) is not None]

    def learn_from(self, row: Model, name: str) -> None:
        """Takes over what `select_related` or `prefetch_related` has fetched with the row."""
        related = row._state.fields_cache.get(name)
        fetched = (
            [related] if related else getattr(row, "_prefetched_objects_cache", {}).get(name, [])
        )
        self.known |= {str(other.pk): other for other in fetched}

    def refuse(self, value: Any) -> ValidationError:
        message = self.error_messages["invalid_choice"]  # type: ignore[attr-defined]
        return ValidationError(message, code="invalid_choice", params={"value": value})


class RowChoice(CachedChoiceMixin, forms.ModelChoiceField):
    """One related row."""

    def to_python(self, value: Any) -> Model | None:
        if value in self.empty_values:
            return None
        found = self.rows([getattr(value, "pk", value)])
        if not found:
            raise self.refuse(value)
        return found[0]


class RowsChoice(CachedChoiceMixin, forms.ModelMultipleChoiceField):
    """Several related rows."""

    def _check_values(self, value: Any) -> list[Model]:
        found = self.rows(value)
        unknown = {str(key) for key in value} - {str(row.pk) for row in found}
        if unknown:
            raise self.refuse(min(unknown))
        return found


class _KnownOptions(AutocompleteMixin):
    """Renders the selected rows of a `CachedChoiceMixin` field; Django asks the database once a widget."""

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> list[Any]:
        widget: Any = self
        field = widget.choices.field
        options = [(row.pk, field.label_from_instance(row)) for row in field.rows(value)]
        if not widget.is_required and not widget.allow_multiple_selected:
            options.insert(0, ("", ""))
        options = [widget.create_option(name, *option, True, i) for i, option in enumerate(options)]
        return [(None, options, 0)]


class RowSelect(_KnownOptions, AutocompleteSelect):
    """Autocomplete for one row."""


class RowSelectMultiple(_KnownOptions, AutocompleteSelectMultiple):
    """Autocomplete for several rows."""


class RowForm(forms.ModelForm):
    """Form of one row: EDTF texts fill their columns, and what the database refused is an error."""

    refusal: ClassVar[str] = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_new = self.instance.pk is None
        for name, field in self.fields.items():
            if isinstance(field, EdtfDate):
                self.initial.setdefault(name, field.text_of(self.instance))
            elif isinstance(field, CachedChoiceMixin):
                field.learn_from(self.instance, name)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.refusal:
            raise ValidationError(self.refusal, code="refused")
        return cleaned

    def _post_clean(self) -> None:
        """As Django does it, with dates read, no second look at fetched rows, and checks in one query."""
        for name, field in self._dates_read():
            for column, value in zip(field.columns, self.cleaned_data[name], strict=True):
                setattr(self.instance, column, value)
        self.instance = construct_instance(self, self.instance, self._meta.fields)
        known = {
            name
            for name, field in self.fields.items()
            if isinstance(field, CachedChoiceMixin | InlineForeignKeyField)
        }
        try:
            self.instance.clean_fields(exclude=self._get_validation_exclusions() | known)
            self.instance.clean()
        except ValidationError as error:
            self._update_errors(error)  # type: ignore[attr-defined]
        self._validate_constraints()
        if self._validate_unique:  # type: ignore[attr-defined]
            self.validate_unique()

    def _save_m2m(self) -> None:
        """A new row has nothing to compare with: what was chosen is added without looking."""
        if not self.is_new:
            super()._save_m2m()  # type: ignore[misc]
            return
        for field in self.instance._meta.many_to_many:
            if chosen := self.cleaned_data.get(field.name):
                getattr(self.instance, field.name).add(*chosen)

    def _get_validation_exclusions(self) -> set[str]:
        """Fields that constraints must leave out; the columns of a date that was read are not."""
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded.difference(*(field.columns for _, field in self._dates_read()))

    def _validate_constraints(self) -> None:
        """Asks once whether all check constraints hold; only where not, each for its message."""
        row = self.instance
        exclude = self._get_validation_exclusions()
        # The record of a new row may be new itself; the formset and the database compare its rows.
        exclude |= {
            name for name, field in self.fields.items() if isinstance(field, InlineForeignKeyField)
        }
        checks = [
            constraint
            for constraint in row._meta.constraints
            if isinstance(constraint, CheckConstraint)
            and not exclude & Q(constraint.condition).referenced_base_fields
        ]
        values = row._get_field_expression_map(meta=row._meta, exclude=exclude)
        hold = not checks or reduce(and_, (Q(check.condition) for check in checks)).check(values)
        for constraint in row._meta.constraints:
            if hold and isinstance(constraint, CheckConstraint):
                continue
            try:
                constraint.validate(type(row), row, exclude=exclude)
            except ValidationError as error:
                fields: tuple[str, ...] = getattr(constraint, "fields", ())
                self.add_error(fields[0] if len(fields) == 1 else None, error)

    def _dates_read(self) -> list[tuple[str, EdtfDate]]:
        return [
            (name, field)
            for name, field in self.fields.items()
            if isinstance(field, EdtfDate) and name in self.cleaned_data
        ]


def is_primary_key(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= KEY_DIGITS
