"""What people are told of an import: counts, faults, each root fault once, and the bad rows as a file."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from imports.checking.fault_messages import sentence
from imports.checking.name_matching import unmatched
from imports.checking.plan import ERROR_COLUMN
from imports.choices import RowState
from imports.models import Import

FAULTS_SHOWN = 200


def report(import_: Import) -> Iterator[str]:
    """Lines of text: how many rows of each state, then each root fault with its first lines."""
    counts = import_.counts
    yield _(
        "%(rows)s rows: %(new)s new, %(changed)s changed, %(unchanged)s unchanged, %(bad)s bad."
    ) % {name: counts.get(name, 0) for name in ("rows", "new", "changed", "unchanged", "bad")}
    yield from import_.notes
    for fault in import_.faults.all().grouped()[:FAULTS_SHOWN]:
        yield described(fault)


def names_left(import_: Import) -> Iterator[str]:
    """How many names wait for somebody to say what they mean, and where; nothing if none do."""
    if count := unmatched(import_).count():
        yield ngettext(
            "%(count)s name matches no record; the page of this import in the admin offers what it may mean.",
            "%(count)s names match no record; the page of this import in the admin offers what they may mean.",
            count,
        ) % {"count": count}


def described(fault: dict[str, Any]) -> str:
    """A root fault, as `grouped()` of faults has it: where it occurs, what it is, how often."""
    said = sentence(*(fault[name] for name in ("kind", "column", "value", "expected", "nearest")))
    lines = ", ".join(str(line) for line in fault["lines"])
    where = _("Line %(lines)s") % {"lines": lines}
    if fault["column"]:
        where = _("Line %(lines)s, column %(column)s") % {"lines": lines, "column": fault["column"]}
    if fault["count"] > len(fault["lines"]):
        where += " " + _("(%(count)s times)") % {"count": fault["count"]}
    return f"{where}: {said}"


def bad_rows(import_: Import) -> Iterator[list[str]]:
    """The bad rows as they came, after the header, with what is wrong in a column of its own."""
    width = len(import_.columns)
    at = [place for place, name in enumerate(import_.columns) if name != ERROR_COLUMN]
    yield [*(import_.columns[place] for place in at), ERROR_COLUMN]
    faults: Any = (
        import_.faults.order_by("line", "number")
        .values_list("line", "kind", "column", "value", "expected", "nearest")
        .iterator(chunk_size=2000)
    )
    fault = next(faults, None)
    rows = import_.rows.filter(state="bad").order_by("number").values_list("number", "cells")
    for number, cells in rows.iterator(chunk_size=2000):
        told: list[str] = []
        while fault and fault[0] <= number:
            if fault[0] == number:
                told.append(sentence(*fault[1:]))
            fault = next(faults, None)
        whole = [*(cell or "" for cell in cells), *[""] * (width - len(cells))]
        yield [*(whole[place] for place in at), *whole[width:], " ".join(told)]


def good_rows(import_: Import) -> Iterator[list[str]]:
    """The rows that nothing is wrong with as they came, after the header."""
    yield list(import_.columns)
    rows = (
        import_.rows.exclude(state=RowState.BAD).order_by("number").values_list("cells", flat=True)
    )
    for cells in rows.iterator(chunk_size=2000):
        yield [cell or "" for cell in cells]
