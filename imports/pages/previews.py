"""What one page shows of an import: rows in portions, faults by their root, links to what was written."""

from typing import Any

from django.apps import apps
from django.contrib.admin.utils import quote
from django.core.paginator import Paginator
from django.db.models import Model, Q, QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from imports.applying.jobs import SILENCE
from imports.checking.columns import table_of
from imports.checking.fault_messages import sentence
from imports.choices import RowState
from imports.models import Import, ImportChange
from imports.pages.reporting import FAULTS_SHOWN, described

STEPS_SAID = {
    "reading": gettext_lazy("Reading the file"),
    "staging": gettext_lazy("Reading the rows of the preview"),
    "checking": gettext_lazy("Checking"),
    "checked": gettext_lazy("Checked"),
    "writing": gettext_lazy("Writing"),
    "done": gettext_lazy("Done"),
    "undoing": gettext_lazy("Taking back"),
}
ROWS_SHOWN = 25
# Signs of a row and of a cell that are shown: a page stays small whatever is in the file
ROW_SIGNS = 500
CELL_SIGNS = 120
WRITTEN_SHOWN = 50
FAULT_SIGNS = 300
FAULT_GROUPS = 100


def progress_of(import_: Import) -> str:
    """How far an import is, in one sentence."""
    step, done, of = (import_.progress.get(key) for key in ("step", "done", "of"))
    if step not in STEPS_SAID:
        since = timezone.now() - (import_.heartbeat_at or import_.created_at)
        if since > SILENCE:
            return _("Waiting for the worker; is it running?")
        return _("Waiting for the worker …")
    said = str(STEPS_SAID[step])
    if done and of:
        return _("%(step)s: row %(done)s of %(of)s") % {"step": said, "done": done, "of": of}
    if done:
        return _("%(step)s: row %(done)s") % {"step": said, "done": done}
    return _("%(step)s …") % {"step": said}


def faults_of(import_: Import) -> tuple[list[str], bool]:
    """Each root fault once, with the first lines; whether there are more of them."""
    groups = [described(fault) for fault in import_.faults.all().grouped()[: FAULT_GROUPS + 1]]
    return [_cut(text, FAULT_SIGNS) for text in groups[:FAULT_GROUPS]], len(groups) > FAULT_GROUPS


def rows_of(import_: Import, state: str, page: str) -> tuple[Any, list[dict[str, Any]]]:
    """A page of the rows in this state, and what is shown of each."""
    rows = import_.rows.order_by("number")
    if state in RowState.values:
        rows = rows.filter(state=state)
    paginator = CountedPaginator(rows, ROWS_SHOWN)
    paginator.known = import_.counts.get(state if state in RowState.values else "rows", 0)
    shown = paginator.get_page(page)
    faults = _faults_by_line(import_, [row.number for row in shown if row.state == RowState.BAD])
    return shown, [_row(import_, row, faults.get(row.number, [])) for row in shown]


class CountedPaginator(Paginator):
    """Pages of rows that were counted when they were checked."""

    known = 0

    @property
    def count(self) -> int:
        return self.known


def written_by(import_: Import) -> list[dict[str, Any]]:
    """The first rows that an import wrote, with the addresses of their pages."""
    models = {table_of(model): model for model in apps.get_models()}
    found = []
    changes = ImportChange.objects.filter(Q(of=import_) | Q(of__part_of=import_))
    for change in changes.order_by("of", "number")[:WRITTEN_SHOWN]:
        model = models.get(change.table)
        row = model._default_manager.filter(pk=change.row).first() if model else None
        found.append(
            {
                "line": change.line,
                "what": model._meta.verbose_name if model else change.table,
                "row": row or change.row,
                "is_new": change.was is None,
                "url": _page_of(row, change) if row else "",
            }
        )
    return found


def _page_of(row: Model, change: ImportChange) -> str:
    opts = row._meta
    try:
        return reverse(
            f"admin:{opts.app_label}_{opts.model_name}_change", args=[quote(str(row.pk))]
        )
    except NoReverseMatch:
        return ""


def _faults_by_line(import_: Import, lines: list[int]) -> dict[int, list[str]]:
    faults: QuerySet[Any] = import_.faults.filter(line__in=lines).order_by("line", "number")
    found: dict[int, list[str]] = {}
    for fault in faults[:FAULTS_SHOWN]:
        said = sentence(fault.kind, fault.column, fault.value, fault.expected, fault.nearest)
        found.setdefault(fault.line, []).append(_cut(said, FAULT_SIGNS))
    return {line: said[:3] for line, said in found.items()}


def _row(import_: Import, row: Any, faults: list[str]) -> dict[str, Any]:
    differences = [
        {"column": name, "was": _cut(was or ""), "now": _cut(now or ""), "adds": was is None}
        for name, (was, now) in list((row.differences or {}).items())[:5]
    ]
    cells, left = [], ROW_SIGNS
    for name, cell in zip(import_.columns, row.cells, strict=False):
        if cell and left > 0:
            text = _cut(cell, min(CELL_SIGNS, left))
            left -= len(text)
            cells.append((name, text))
    return {
        "line": row.number,
        "state": RowState(row.state),
        "cells": cells[:8],
        "differences": differences,
        "faults": faults,
    }


def _cut(text: str, most: int = CELL_SIGNS) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
