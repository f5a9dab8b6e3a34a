"""Forms of the admin: dates as EDTF text, related rows fetched once per page, database refusals as form errors."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import astuple
from functools import reduce
from operator import and_
from typing import Any, ClassVar

from django import forms
from django.contrib.admin import widgets
from django.core.exceptions import ValidationError
from django.db.models import CheckConstraint, Model, Q
from django.forms.models import InlineForeignKeyField, construct_instance
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from curation.editing.typed_dates import HINTS, edtf_of, refused_date
from curation.types import Text
from records.choices import DatePrecision, ReviewStatus
from records.dates import WINDOW_COLUMNS, date_text, parse_date, parse_window, window_text_of

# Longer texts of digits cannot be a primary key.
KEY_DIGITS = 18
DateColumns = tuple[dt.date | str | None, ...]


class EdtfText(forms.CharField):
    """One EDTF text for a date and its precision."""

    accepted_forms = _(
        "As 2025-03-18, 2025-03, 2025-33 (first quarter), 2025-21 (spring), 2008, 199X or 19XX."
    )
    # Tells dates.js how to interpret the text while it is typed
    kind = "date"
    # Values for the columns from a text, and the text of these values
    parse: ClassVar[Any] = staticmethod(parse_date)
    to_text: ClassVar[Any] = staticmethod(date_text)

    def __init__(self, *, label: Text, help_text: Text = "") -> None:
        if help_text:
            help_text = format_lazy("{} {}", help_text, self.accepted_forms)
        help_text = help_text or self.accepted_forms
        super().__init__(required=False, max_length=60, label=label, help_text=help_text)
        self.widget.attrs |= {"size": 12, "data-edtf": self.kind}

    def clean(self, value: str) -> DateColumns:
        """Values for the columns; ValidationError, with what to type, for a text that is not such a date."""
        text = super().clean(value)
        try:
            return self.parse(edtf_of(text))
        except ValidationError as refused:
            raise refused_date(refused, text, self.kind) from refused

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(initial, edtf_of(data or ""))


class EdtfDate(EdtfText):
    """One EDTF text for a date and its precision, which are stored in two columns."""

    def __init__(self, *columns: str, label: Text, help_text: Text = "") -> None:
        super().__init__(label=label, help_text=help_text)
        self.columns = columns

    def text_of(self, row: Model) -> str:
        """The date of the row as EDTF text."""
        return self.to_text(*(getattr(row, column) for column in self.columns))


def _window_columns(text: str) -> DateColumns:
    return astuple(parse_window(text))


class EdtfWindow(EdtfDate):
    """One EDTF text for the window of an event, in the columns of `WINDOW_COLUMNS`."""

    kind = "window"
    parse = staticmethod(_window_columns)
    accepted_forms = _(
        "As 2025-03-18, 2025-03, 2025-33 (first quarter), 2025-21 (spring), 2008, 199X, 19XX, 2008~ (about) or "
        "2008? (perhaps). What happened once: [2025-03-18..2025-04-01], [2025-04..] that day or later, "
        "[..2025-04] that day or earlier. What lasted: 2025-03-18/2025-04-01, 2025-04/.. or ../2025-04."
    )

    def __init__(self, *, label: Text, help_text: Text = "") -> None:
        super().__init__(*WINDOW_COLUMNS, label=label, help_text=help_text)

    def text_of(self, row: Model) -> str:
        return window_text_of(row)

    def check_span(self, text: str, is_span: bool) -> None:
        """Raises ValidationError if the text is for what lasted and the event happened once, or the other way round."""
        parse_window(edtf_of(text), is_span=is_span)


class ExactDay(forms.DateField):
    """A day, typed as EDTF or as a day of the calendar; shorter dates do not fit in its column."""

    kind = "day"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.widget.attrs["data-edtf"] = self.kind

    def to_python(self, value: Any) -> dt.date | None:
        if not isinstance(value, str):
            return super().to_python(value)
        try:
            day, precision = parse_date(edtf_of(value))
        except ValidationError as refused:
            raise refused_date(refused, value, self.kind) from refused
        if day is not None and precision != DatePrecision.DAY:
            raise ValidationError(HINTS["exact"], code="exact")
        return day


class CachedChoiceMixin(forms.ModelChoiceField):
    """A choice of rows with a cache that all forms of a page share, so that no row is fetched twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Each form has a copy of the field; the copies share this dictionary.
        self.cache: dict[str, Model | None] = {}

    def rows(self, keys: Iterable[object]) -> list[Model]:
        """The rows with these primary keys; fetches those that are not cached in one query."""
        texts = [str(key) for key in keys if key not in (None, "")]
        missing = [text for text in texts if text not in self.cache and is_primary_key(text)]
        if missing and self.queryset is not None:
            self.cache |= dict.fromkeys(missing)
            self.cache |= {str(row.pk): row for row in self.queryset.filter(pk__in=missing)}
        return [row for text in texts if (row := self.cache.get(text)) is not None]

    def cache_related(self, row: Model, name: str) -> None:
        """Caches what `select_related` or `prefetch_related` has fetched with the row."""
        related = row._state.fields_cache.get(name)
        prefetched = getattr(row, "_prefetched_objects_cache", {}).get(name, [])
        self.cache |= {str(other.pk): other for other in ([related] if related else prefetched)}

    def invalid_choice(self, value: object) -> ValidationError:
        message = self.error_messages["invalid_choice"]
        return ValidationError(message, code="invalid_choice", params={"value": value})


class RowChoice(CachedChoiceMixin, forms.ModelChoiceField):
    """One related row."""

    def to_python(self, value: object) -> Model | None:
        if value in self.empty_values:
            return None
        found = self.rows([getattr(value, "pk", value)])
        if not found:
            raise self.invalid_choice(value)
        return found[0]


class RowsChoice(CachedChoiceMixin, forms.ModelMultipleChoiceField):
    """Several related rows."""

    def _check_values(self, value: Sequence[object]) -> list[Model]:
        found = self.rows(value)
        unknown = {str(key) for key in value} - {str(row.pk) for row in found}
        if unknown:
            raise self.invalid_choice(min(unknown))
        return found


class _CachedOptions(widgets.AutocompleteMixin):
    """Renders the selected rows from the cache of the field; Django would run a query for each widget."""

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> list[Any]:
        widget: Any = self
        field = widget.choices.field
        options = [(row.pk, field.label_from_instance(row)) for row in field.rows(value)]
        if not widget.is_required and not widget.allow_multiple_selected:
            options.insert(0, ("", ""))
        options = [widget.create_option(name, *option, True, i) for i, option in enumerate(options)]
        return [(None, options, 0)]


class RowSelect(_CachedOptions, widgets.AutocompleteSelect):
    """Autocomplete for one row."""


class RowSelectMultiple(_CachedOptions, widgets.AutocompleteSelectMultiple):
    """Autocomplete for several rows."""


class RowForm(forms.ModelForm):
    """Form of one row: EDTF texts fill their columns, and a refusal by the database becomes a form error."""

    refusal: ClassVar[str] = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_new = self.instance.pk is None
        for name, field in self.fields.items():
            if isinstance(field, EdtfDate):
                self.initial.setdefault(name, field.text_of(self.instance))
            elif isinstance(field, CachedChoiceMixin):
                field.cache_related(self.instance, name)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.refusal:
            raise ValidationError(self.refusal, code="refused")
        for name, field in self.fields.items():
            if isinstance(field, CachedChoiceMixin) and name in self.cleaned_data:
                for row in self._newly_chosen(name):
                    if getattr(row, "review_status", "") == ReviewStatus.RETRACTED:
                        self.add_error(name, retracted_choice(row))
        return cleaned

    def _newly_chosen(self, name: str) -> list[Model]:
        """The rows that a choice names and did not name before."""
        chosen, before = self.cleaned_data.get(name) or (), self[name].initial or ()
        rows = [chosen] if isinstance(chosen, Model) else [*chosen]
        earlier = before if isinstance(before, list | tuple) else [before]
        known = {str(getattr(row, "pk", row)) for row in earlier}
        return [row for row in rows if str(row.pk) not in known]

    def _post_clean(self) -> None:
        """As in Django, but reads dates, does not query related rows again, and checks constraints in one query."""
        for name, field in self._valid_dates():
            for column, value in zip(field.columns, self.cleaned_data[name], strict=True):
                setattr(self.instance, column, value)
        self.instance = construct_instance(self, self.instance, self._meta.fields)
        related = self._field_names(CachedChoiceMixin) | self._field_names(InlineForeignKeyField)
        try:
            self.instance.clean_fields(exclude=self._get_validation_exclusions() | related)
            self.instance.clean()
        except ValidationError as error:
            self._update_errors(error)  # type: ignore[attr-defined]
        self._validate_constraints()
        if self._validate_unique:  # type: ignore[attr-defined]
            self.validate_unique()

    def _save_m2m(self) -> None:
        """A new row has no relations to compare with: the chosen ones are added without a query."""
        if not self.is_new:
            super()._save_m2m()  # type: ignore[misc]
            return
        for field in self.instance._meta.many_to_many:
            if chosen := self.cleaned_data.get(field.name):
                getattr(self.instance, field.name).add(*chosen)

    def _get_validation_exclusions(self) -> set[str]:
        """Fields that constraints leave out; columns of valid dates are checked."""
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded.difference(*(field.columns for _, field in self._valid_dates()))

    def _validate_constraints(self) -> None:
        """Checks all check constraints in one query; only if it fails, each of them for its message."""
        row = self.instance
        # The record of a new row may be new itself; the formset and the database compare its rows.
        exclude = self._get_validation_exclusions() | self._field_names(InlineForeignKeyField)
        conditions = [
            Q(constraint.condition)
            for constraint in row._meta.constraints
            if isinstance(constraint, CheckConstraint)
            and not exclude & Q(constraint.condition).referenced_base_fields
        ]
        values = row._get_field_expression_map(meta=row._meta, exclude=exclude)
        checks_hold = not conditions or reduce(and_, conditions).check(values)
        for constraint in row._meta.constraints:
            if checks_hold and isinstance(constraint, CheckConstraint):
                continue
            try:
                constraint.validate(type(row), row, exclude=exclude)
            except ValidationError as error:
                fields: tuple[str, ...] = getattr(constraint, "fields", ())
                self.add_error(fields[0] if len(fields) == 1 else None, error)

    def _valid_dates(self) -> list[tuple[str, EdtfDate]]:
        valid = [(name, field) for name, field in self.fields.items() if name in self.cleaned_data]
        return [(name, field) for name, field in valid if isinstance(field, EdtfDate)]

    def _field_names(self, kind: type[object]) -> set[str]:
        return {name for name, field in self.fields.items() if isinstance(field, kind)}


def retracted_choice(row: Any) -> ValidationError:
    """Says that a record cannot be chosen, because it was retracted or merged into another one."""
    if row.merged_into is not None:
        text = _("“%(record)s” was merged into “%(stayed)s”; choose that one.")
        names = {"record": row, "stayed": row.merged_into}
        return ValidationError(text, code="merged", params=names)
    text = _("“%(record)s” was retracted; choose another record.")
    return ValidationError(text, code="retracted", params={"record": row})


def is_primary_key(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= KEY_DIGITS
