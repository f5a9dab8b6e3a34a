"""Datasets in programs: the interface of django-import-export, with imports in sets underneath.

What of the library runs, and what does not: docs/decisions/0018-django-import-export.md.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import nullcontext
from itertools import chain
from typing import TYPE_CHECKING, Any, ClassVar

from diff_match_patch import diff_match_patch  # type: ignore[import-untyped]
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import DatabaseError, transaction
from django.db.models import Model, QuerySet
from django.utils.safestring import SafeString, mark_safe
from import_export import exceptions, resources
from import_export.results import Result, RowResult
from tablib import Dataset  # type: ignore[import-untyped]

from imports.checking.columns import ValueColumn
from imports.checking.sql import PART_SEPARATOR, key_fields
from imports.choices import RowState

if TYPE_CHECKING:
    from imports.models import Import, ImportRow
    from imports.resources import AnyColumn, TableRoute

# What the library calls for each row that it imports. Nothing calls it here, so a resource must not rely on it.
NEVER_CALLED = frozenset(
    (
        *("import_row", "import_instance", "import_field", "import_data_inner", "skip_row"),
        *("init_instance", "get_instance", "get_or_init_instance", "after_init_instance"),
        *("validate_instance", "save_instance", "do_instance_save", "save_m2m", "for_delete"),
        *("before_save_instance", "after_save_instance", "before_delete_instance"),
        *("delete_instance", "after_delete_instance", "bulk_create", "bulk_update", "bulk_delete"),
    )
)
# Options of `Meta` that have an effect here
KNOWN_OPTIONS = frozenset(
    ("model", "fields", "report_skipped", "skip_diff", "skip_html_diff", "store_row_values")
)
IMPORT_TYPES = {
    RowState.NEW: RowResult.IMPORT_TYPE_NEW,
    RowState.CHANGED: RowResult.IMPORT_TYPE_UPDATE,
    # Of a published record: an update once a second person has accepted it
    RowState.PROPOSED: RowResult.IMPORT_TYPE_UPDATE,
    RowState.UNCHANGED: RowResult.IMPORT_TYPE_SKIP,
    RowState.SKIPPED: RowResult.IMPORT_TYPE_SKIP,
    RowState.BAD: RowResult.IMPORT_TYPE_INVALID,
}
# The header is line 1; the library counts rows from 1.
FIRST_LINE = 2
CHUNK_ROWS = 2000

_Row = dict[str, Any]


class DatasetResource(resources.ModelResource):
    """A resource of the library whose datasets are imported and exported in sets.

    Subclasses name their file, its columns and those that identify a row: see imports/resources.py.
    """

    name: ClassVar[str]

    @classmethod
    def refuse_unused(cls) -> None:
        """Raises TypeError if the class relies on what only the library's own imports use."""
        options = {name for name in vars(cls.Meta) if not name.startswith("_")}
        if ignored := vars(cls).keys() & NEVER_CALLED | options - KNOWN_OPTIONS:
            names = ", ".join(sorted(ignored))
            raise TypeError(f"{cls.__name__} has what imports in sets do not use: {names}.")

    if TYPE_CHECKING:

        @classmethod
        def column_names(cls) -> list[str]: ...

        @classmethod
        def columns(cls) -> "list[AnyColumn]": ...

        @classmethod
        def routes(cls) -> "list[TableRoute]": ...

    @classmethod
    def tables(cls) -> list[type[Model]]:
        """The tables that a row of the file can stand for: one, except for claims."""
        return list(dict.fromkeys(route.model for route in cls.routes()))

    def get_import_id_fields(self) -> list[str]:
        """The columns that identify a row."""
        first = self.routes()[0]
        if first.when:
            return ["source", "about", "row"]
        key = set(key_fields(first.model))
        columns = [column for column in first.columns if isinstance(column, ValueColumn)]
        return [column.name for column in columns if key & set(column.fields)]

    def import_data(
        self,
        dataset: Dataset,
        dry_run: bool = False,
        raise_errors: bool = False,
        use_transactions: bool | None = None,
        collect_failed_rows: bool = False,
        rollback_on_validation_errors: bool = True,
        **kwargs: Any,
    ) -> Result:
        """Imports all rows of a dataset or, if one is invalid, none, whatever the two options on transactions say.

        A dry run writes the rows and takes them back. Otherwise the import is noted and can be undone, like that
        of a file; `user` and `file_name` are noted with it, and given to the hooks with all further arguments.
        Raises ImportError of the library for the first error if `raise_errors` is set.
        """
        # The engine reads the resources, which are made from this class.
        from imports.applying import engine
        from imports.applying.transactions import ImportRefusedError
        from imports.models import Import
        from imports.reading.table_files import Table

        result: Result = self.get_result_class()()
        result.diff_headers = self.get_diff_headers()
        rows = self._rows_after_hooks(dataset, dry_run=dry_run, **kwargs)
        result.total_rows = len(rows)
        names = list(dict.fromkeys(chain(dataset.headers or (), *rows)))
        if collect_failed_rows:
            result.add_dataset_headers(names)
        with transaction.atomic() if dry_run else nullcontext():
            import_job = Import.objects.create(
                file_name=kwargs.get("file_name") or self.name,
                resource=self.name,
                user=kwargs.get("user"),
            )
            try:
                engine.import_file(import_job, Table(names, _numbered_cells(names, rows)))
                self._add_errors(result, import_job)
                for number, row_result in self._row_results(import_job, names):
                    row = rows[number - 1]
                    if self._meta.store_row_values:
                        row_result.row_values = row
                    self.after_import_row(row, row_result, row_number=number, **kwargs)
                    self._add_row(result, row_result, number, row, is_collected=collect_failed_rows)
            except (ImportRefusedError, DatabaseError) as error:
                self.handle_import_error(result, error)
            if dry_run:
                transaction.set_rollback(True)
        if raise_errors:
            _raise_first(result)
        self.after_import(dataset, result, dry_run=dry_run, **kwargs)
        return result

    def export(self, queryset: Any = None, **kwargs: Any) -> Dataset:
        """The cells of all rows, or of these (a queryset or a list); `export_fields` chooses columns."""
        from imports.exporting import export_cells

        self.before_export(queryset, **kwargs)
        if queryset is not None and not isinstance(queryset, QuerySet):
            rows = list(queryset)
            model = type(rows[0]) if rows else self.tables()[0]
            queryset = model._default_manager.filter(pk__in=[row.pk for row in rows])
        if queryset is not None:
            queryset = self.filter_export(queryset, **kwargs)
        chosen = kwargs.get("export_fields") or self.column_names()
        names = [name for name in self.column_names() if name in chosen]
        dataset = Dataset(headers=names)
        for cells in export_cells(type(self), queryset, names):
            dataset.append(cells)
        self.after_export(queryset, dataset, **kwargs)
        return dataset

    def _rows_after_hooks(self, dataset: Dataset, **kwargs: Any) -> list[_Row]:
        """The rows by the names of their columns, as the hooks leave them."""
        self.before_import(dataset, **kwargs)
        rows = []
        for number, cells in enumerate(dataset, start=1):
            row = dict(zip(dataset.headers, cells, strict=True))
            self.before_import_row(row, row_number=number, **kwargs)
            rows.append(row)
        return rows

    def _add_errors(self, result: Result, import_job: "Import") -> None:
        """Adds what is wrong with the header, and why nothing could be written although no row is invalid."""
        texts = [str(fault) for fault in import_job.faults.filter(line__lt=FIRST_LINE)]
        if import_job.error and not import_job.faults.exists():
            texts.append(import_job.error)
        for text in texts:
            result.append_base_error(self.get_error_result_class()(ValidationError(text)))

    def _row_results(
        self, import_job: "Import", names: list[str]
    ) -> Iterator[tuple[int, RowResult]]:
        """The number of each row and what became of it; without those that only a wrong header makes invalid."""
        errors = _errors_by_line(import_job, names)
        tables = [model._meta.db_table for model in self.tables()]
        changes = import_job.changes.filter(table__in=tables).order_by("-number")
        written = dict(changes.values_list("line", "row"))
        shows_differences = not (self._meta.skip_diff or self._meta.skip_html_diff)
        headers = self.get_diff_headers()
        key = [names.index(name) for name in self.get_import_id_fields() if name in names]
        for stored in import_job.rows.order_by("number").iterator(chunk_size=CHUNK_ROWS):
            row_result = self.get_row_result_class()()
            row_result.import_type = IMPORT_TYPES[RowState(stored.state)]
            row_result.object_id = written.get(stored.number)
            row_result.object_repr = PART_SEPARATOR.join(stored.cells[at] or "" for at in key)
            if stored.number in errors:
                row_result.import_type = RowResult.IMPORT_TYPE_INVALID
                row_result.validation_error = ValidationError(errors[stored.number])
            elif row_result.is_invalid():
                continue
            elif shows_differences:
                row_result.diff = _differences(headers, names, stored)
            yield stored.number - FIRST_LINE + 1, row_result

    def _add_row(
        self, result: Result, row_result: RowResult, number: int, row: _Row, *, is_collected: bool
    ) -> None:
        """Adds a row to the lists and totals that it belongs to."""
        result.increment_row_result_total(row_result)
        if not row_result.is_skip() or self._meta.report_skipped:
            result.append_row_result(row_result)
        if row_result.is_invalid():
            result.append_invalid_row(number, row, row_result.validation_error)
            if is_collected:
                result.append_failed_row(row, row_result.validation_error)


def _numbered_cells(names: list[str], rows: list[_Row]) -> Iterator[tuple[int, list[str]]]:
    for line, row in enumerate(rows, start=FIRST_LINE):
        yield line, [dataset_text(row.get(name)) for name in names]


def dataset_text(value: object) -> str:
    """A value of a dataset as a file would have it."""
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        value = value.date()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def _errors_by_line(import_job: "Import", names: list[str]) -> dict[int, dict[str, list[str]]]:
    """What is wrong in each line, by column."""
    errors: dict[int, dict[str, list[str]]] = {}
    faults = import_job.faults.filter(line__gte=FIRST_LINE).order_by("number")
    for fault in faults.iterator(chunk_size=CHUNK_ROWS):
        column = fault.column if fault.column in names else NON_FIELD_ERRORS
        errors.setdefault(fault.line, {}).setdefault(column, []).append(str(fault))
    return errors


def _differences(headers: list[str], names: list[str], stored: "ImportRow") -> list[SafeString]:
    """For each column of the resource the existing text and the new one, marked up as the library does."""
    given = {name: cell or "" for name, cell in zip(names, stored.cells, strict=False)}
    existing = {} if stored.state == RowState.NEW else given
    changed = stored.differences or {}
    pairs = (changed.get(name) or (existing.get(name, ""), given.get(name, "")) for name in headers)
    comparer = diff_match_patch()
    texts = []
    for before, after in pairs:
        difference = comparer.diff_main(before or "", after or "")
        comparer.diff_cleanupSemantic(difference)
        # The library escapes the texts.
        texts.append(mark_safe(comparer.diff_prettyHtml(difference)))  # noqa: S308
    return texts


def _raise_first(result: Result) -> None:
    """Raises ImportError of the library for the first error, if there is one."""
    if result.base_errors:
        raise exceptions.ImportError(result.base_errors[0].error)
    if result.invalid_rows:
        invalid = result.invalid_rows[0]
        raise exceptions.ImportError(invalid.error, number=invalid.number)
