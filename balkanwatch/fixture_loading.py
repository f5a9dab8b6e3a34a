"""Writes the data set in fixtures/ to the database, one table after the other."""

import json
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import DatabaseError, connection, transaction
from django.db.models import Field, ForeignKey

from balkanwatch.fixtures import fixture_path, key_text, models_in_load_order

Values = dict[str, Any]


class FixtureError(Exception):
    """A file cannot be loaded; the text says which one and why."""


def load_tables() -> Iterator[tuple[Any, int]]:
    """Adds new rows and overwrites those with the same natural key; yields each table and its number of rows.

    All or nothing: the transaction ends with the last table. Rows that are stored as they are in the file
    are not written. Raises FixtureError.
    """
    loader = _Loader()
    with transaction.atomic():
        for model in models_in_load_order():
            try:
                yield model, loader.load(model)
            except (DatabaseError, ValidationError, FieldDoesNotExist) as error:
                raise FixtureError(f"{fixture_path(model).name}: {error}") from error
        connection.check_constraints()


class _Loader:
    """Keeps the rows of the tables loaded so far by natural key, so that references need no queries."""

    def __init__(self) -> None:
        self.rows: dict[Any, dict[str, Any]] = {}

    def load(self, model: Any) -> int:
        """Loads the file of a table; rows follow those of the same table that they refer to."""
        self.rows[model] = self._stored(model)
        waiting = [row["fields"] for row in json.loads(fixture_path(model).read_text("utf-8"))]
        number = len(waiting)
        while waiting:
            missing = [self._missing_reference(model, values) for values in waiting]
            if all(missing):
                raise FixtureError(
                    f"{fixture_path(model).name}: {missing[0]}, but there is no such row."
                )
            pairs = list(zip(waiting, missing, strict=True))
            self._write(model, [values for values, reference in pairs if not reference])
            waiting = [values for values, reference in pairs if reference]
        return number

    def _stored(self, model: Any) -> dict[str, Any]:
        """The rows in the database, linked to the rows that they refer to."""
        rows = {row.pk: row for row in model._default_manager.order_by("pk")}
        for field in _references(model):
            targets = rows if field.related_model is model else self._by_number(field.related_model)
            for row in rows.values():
                if target := targets.get(getattr(row, field.attname)):
                    field.set_cached_value(row, target)
        return {key_text(row.natural_key()): row for row in rows.values()}

    def _by_number(self, model: Any) -> dict[int, Any]:
        return {row.pk: row for row in self.rows[model].values()}

    def _missing_reference(self, model: Any, values: Values) -> str:
        """The first reference of a row to a row that is not stored yet; empty if there is none."""
        for name, value in values.items():
            field = model._meta.get_field(name)
            keys = value if field.many_to_many else [value] if field.many_to_one else []
            for key in keys:
                if key is not None and key_text(key) not in self.rows[field.related_model]:
                    return f"{name} is {', '.join(map(str, key))}"
        return ""

    def _write(self, model: Any, found: list[Values]) -> None:
        """Inserts new rows together, and updates those that differ from the stored row."""
        known, new = self.rows[model], []
        lists: list[tuple[str, Values]] = []
        for values in found:
            row = model(**dict(self._values(model, values)))
            key = key_text(row.natural_key())
            lists.append((key, values))
            if key in known:
                _update(known[key], row, values)
            else:
                known[key] = row
                new.append(row)
        model._default_manager.bulk_create(new)
        for field in model._meta.local_many_to_many:
            rows = self.rows[field.related_model]
            for key, values in lists:
                targets = [rows[key_text(each)] for each in values.get(field.name, [])]
                getattr(known[key], field.name).set(targets)

    def _values(self, model: Any, values: Values) -> Iterator[tuple[str, Any]]:
        """The values of a row as its fields hold them; references as rows."""
        for name, value in values.items():
            field: Any = model._meta.get_field(name)
            if field.many_to_one:
                yield name, value and self.rows[field.related_model][key_text(value)]
            elif not field.many_to_many:
                yield name, field.to_python(value)


def _references(model: Any) -> Iterator[Any]:
    """The foreign keys to tables of the data set."""
    tables = models_in_load_order()
    for field in model._meta.local_fields:
        if isinstance(field, ForeignKey) and field.related_model in tables:
            yield field


def _update(stored: Any, row: Any, values: Values) -> None:
    """Writes what differs from the stored row."""
    fields: list[Field] = [stored._meta.get_field(name) for name in values]
    names = {field.attname: field for field in fields if not field.many_to_many}
    changed = [
        field.name
        for column, field in names.items()
        if getattr(stored, column) != getattr(row, column)
    ]
    if "former_ids" in changed:
        # Ids of rows that were merged here, and are not in the file, go on leading to this row.
        known = [*stored.former_ids.split(), *row.former_ids.split()]
        row.former_ids = " ".join(dict.fromkeys(known))
    for name in changed:
        setattr(stored, name, getattr(row, name))
    if changed:
        stored.save_base(raw=True, update_fields=changed)
