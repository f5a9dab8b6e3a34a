"""What one page of an import shows: a page of rows, distinct faults, links to what was written."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Model, Q
from django.urls import NoReverseMatch

from curation.admin_urls import admin_url
from imports.choices import RowState
from imports.models import Import, ImportChange, ImportFault, ImportRow
from imports.pages.reporting import (
    MAX_CELL_CHARACTERS_SHOWN,
    CellDifference,
    cell_differences,
    cut,
    describe_fault_group,
)
from imports.querysets import FaultQuerySet
from records.public_rows import models_by_table

PREVIEW_ROWS = 25
# Limits that keep a page small, whatever is in the file
MAX_ROW_CHARACTERS_SHOWN = 500
MAX_FAULT_CHARACTERS = 300
MAX_CELLS_SHOWN = 8
MAX_DIFFERENCES = 5
MAX_FAULTS_OF_ROW = 3
MAX_FAULTS_OF_PAGE = 200
MAX_GROUPS_SHOWN = 100
MAX_CHANGES_SHOWN = 50


@dataclass(frozen=True)
class RowPreview:
    """What a page shows of a row: cells as name and text, changes, and what is wrong."""

    line: int
    state: RowState
    cells: list[tuple[str, str]]
    differences: list[CellDifference]
    faults: list[str]


@dataclass(frozen=True)
class WrittenRow:
    """A row of the database that an import wrote; `url` is empty if it has no page."""

    line: int
    kind: str
    row: Model | int
    is_new: bool
    url: str


def fault_list(faults: FaultQuerySet) -> tuple[list[str], bool]:
    """Each kind of fault with its first lines, and whether there are more than are shown."""
    groups = list(faults.grouped()[: MAX_GROUPS_SHOWN + 1])
    texts = [cut(describe_fault_group(group), MAX_FAULT_CHARACTERS) for group in groups]
    return texts[:MAX_GROUPS_SHOWN], len(texts) > MAX_GROUPS_SHOWN


def row_page(import_job: Import, state: str, number: str) -> tuple[Any, list[RowPreview]]:
    """A page of the rows in a state, or of all rows."""
    rows, counted = import_job.rows.order_by("number"), "rows"
    if state in RowState.values:
        rows, counted = rows.filter(state=state), state
    paginator: Any = Paginator(rows, PREVIEW_ROWS)
    paginator.count = import_job.counts.get(counted, 0)
    page = paginator.get_page(number)
    lines = [row.number for row in page if row.state in {RowState.BAD, RowState.SKIPPED}]
    found = import_job.faults.filter(line__in=lines).order_by("line", "number")
    faults = list(found[:MAX_FAULTS_OF_PAGE])
    return page, [_preview(import_job, row, faults) for row in page]


def written_rows(import_job: Import) -> list[WrittenRow]:
    """The first rows that an import wrote."""
    is_own = Q(import_job=import_job) | Q(import_job__part_of=import_job)
    changes = ImportChange.objects.filter(is_own)
    found = []
    for change in changes.order_by("import_job", "number")[:MAX_CHANGES_SHOWN]:
        model = models_by_table().get(change.table)
        row = model._default_manager.filter(pk=change.row).first() if model else None
        url = ""
        if row is not None:
            with suppress(NoReverseMatch):
                url = admin_url(type(row), "change", row.pk)
        kind = str(model._meta.verbose_name) if model else change.table
        found.append(WrittenRow(change.line, kind, row or change.row, change.was is None, url))
    return found


def _preview(import_job: Import, row: ImportRow, faults: Iterable[ImportFault]) -> RowPreview:
    differences = cell_differences(row)[:MAX_DIFFERENCES]
    cells, left = [], MAX_ROW_CHARACTERS_SHOWN
    for name, cell in zip(import_job.columns, row.cells, strict=False):
        if cell and left > 0:
            text = cut(cell, min(MAX_CELL_CHARACTERS_SHOWN, left))
            left -= len(text)
            cells.append((name, text))
    messages = [cut(str(f), MAX_FAULT_CHARACTERS) for f in faults if f.line == row.number]
    shown = cells[:MAX_CELLS_SHOWN], differences, messages[:MAX_FAULTS_OF_ROW]
    return RowPreview(row.number, RowState(row.state), *shown)
