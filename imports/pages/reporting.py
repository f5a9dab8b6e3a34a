"""What users read about an import: counts, progress, each distinct fault once, its rows as files."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from imports.applying.jobs import MAX_SILENCE
from imports.checking.fault_messages import MESSAGE_FIELDS, fault_message
from imports.checking.name_matching import unmatched_names
from imports.choices import FaultKind, RowState
from imports.models import Import, ImportRow
from imports.querysets import NEAREST, FaultGroup
from imports.reading.delimited import shortened
from imports.resources import ERROR_COLUMN

MAX_FAULT_GROUPS = 200
# Further values of one kind of fault that are shown, and of unknown columns
OTHER_VALUES, OTHER_COLUMNS = 3, 15
# With the line on their number, ten lines at most
MAX_UNMATCHED = 9
# Corrections that the command line shows
MAX_CORRECTIONS = 20
MAX_CELL_CHARACTERS_SHOWN = 120
CHUNK_SIZE = 2000
STEP_LABELS = {
    "reading": gettext_lazy("Reading the file"),
    "staging": gettext_lazy("Reading the rows of the preview"),
    "checking": gettext_lazy("Checking"),
    "checked": gettext_lazy("Checked"),
    "trying": gettext_lazy("Trying the import"),
    "writing": gettext_lazy("Writing"),
    "done": gettext_lazy("Done"),
    "undoing": gettext_lazy("Undoing"),
}


def progress_text(import_job: Import) -> str:
    """How far a queued or running import is, in one sentence."""
    step, done, total = (import_job.progress.get(key) for key in ("step", "done", "of"))
    if step not in STEP_LABELS:
        silence = timezone.now() - (import_job.heartbeat_at or import_job.created_at)
        is_silent = silence > MAX_SILENCE
        return (
            _("Waiting for the worker; is it running?")
            if is_silent
            else _("Waiting for the worker …")
        )
    shown = [number_format(each, force_grouping=True) for each in (done or 0, total or 0)]
    values = {"step": STEP_LABELS[step], "done": shown[0], "of": shown[1]}
    if done and total:
        # The lines of a file are known at once, its rows only once they are read.
        is_estimate = step == "reading"
        text = _("%(step)s: row %(done)s of about %(of)s")
        return (text if is_estimate else _("%(step)s: row %(done)s of %(of)s")) % values
    if total:
        return _("%(step)s: %(of)s rows …") % values
    return (_("%(step)s: row %(done)s") if done else _("%(step)s …")) % values


def report(import_job: Import) -> Iterator[str]:
    """Lines of text: the number of rows in each state, the notes, then each distinct fault."""
    counts = {name: import_job.counts.get(name, 0) for name in ("rows", *RowState.values)}
    summary = _(
        "%(rows)s rows: %(new)s new, %(changed)s changed, %(unchanged)s unchanged, %(bad)s invalid."
    )
    is_read = counts["rows"] == 0 or counts["rows"] > counts["bad"] or has_invalid_rows(import_job)
    yield (summary if is_read else _("%(rows)s rows, which were not checked.")) % counts
    if counts["proposed"] or counts["skipped"]:
        text = _("%(proposed)s corrections of published records, %(skipped)s left out.")
        yield text % counts
    yield from import_job.notes
    for group in import_job.faults.all().grouped()[:MAX_FAULT_GROUPS]:
        text = describe_fault_group(group)
        is_doubt = group["kind"] == FaultKind.DOUBT
        yield _("Doubtful: %(text)s") % {"text": text} if is_doubt else text
    yield from _correction_lines(import_job, counts["proposed"])


def _correction_lines(import_job: Import, count: int) -> Iterator[str]:
    """The first corrections: what each changes, and the sources of what it says now."""
    rows = import_job.rows.filter(state=RowState.PROPOSED).order_by("number")[:MAX_CORRECTIONS]
    for row in rows:
        for each in cell_differences(row):
            line = _("Line %(line)s, column %(column)s: “%(old)s” → “%(new)s”")
            values = {
                "line": row.number,
                "column": each.column,
                "old": each.old or "",
                "new": each.new,
            }
            text = line % values
            if each.sources:
                text += " " + _("(now supported by %(sources)s)") % {"sources": each.sources}
            yield text
    if count > MAX_CORRECTIONS:
        text = _(
            "… and %(count)s more corrections; all are on the page of the import in the admin."
        )
        yield text % {"count": count - MAX_CORRECTIONS}


def proposed_report(import_job: Import) -> Iterator[str]:
    """One line on how many corrections a second person has to accept, if any."""
    if group := import_job.proposals:
        text = ngettext(
            "%(count)s proposal waits for a second person: see Proposals in the admin.",
            "%(count)s proposals wait for a second person: see Proposals in the admin.",
            count := group.proposals.count(),
        )
        yield text % {"count": count}


@dataclass(frozen=True)
class CellDifference:
    """What a row changes in one column, and the sources of what it says now; `old` is None for an added item."""

    column: str
    old: str | None
    new: str
    sources: str


def cell_differences(row: ImportRow) -> list[CellDifference]:
    """What a row changes, column by column."""
    return [
        CellDifference(
            name,
            None if old is None else cut(old),
            cut(new or ""),
            cut(((sources[0] if sources else None) or "").replace("|", ", ")),
        )
        for name, (old, new, *sources) in (row.differences or {}).items()
    ]


def cut(text: str, most: int = MAX_CELL_CHARACTERS_SHOWN) -> str:
    """The beginning of a text that is longer than `most` characters."""
    return text if len(text) <= most else text[: most - 1] + "…"


def fault_report(import_job: Import) -> Iterator[str]:
    """Lines on all distinct faults; of names that match no record, the most frequent ones only."""
    groups = import_job.faults.all().grouped()
    for group in groups.exclude(kind=FaultKind.UNMATCHED):
        yield describe_fault_group(group)
    for group in groups.filter(kind=FaultKind.UNMATCHED).order_by("-count", "first_value")[
        :MAX_UNMATCHED
    ]:
        yield describe_fault_group(group)


def unmatched_report(import_job: Import) -> Iterator[str]:
    """One line on how many names match no record, if any, and where to decide what they mean."""
    if count := unmatched_names(import_job).count():
        yield ngettext(
            "%(count)s name matches no record; decide what it means on the page of this import in the admin.",
            "%(count)s names match no record; decide what they mean on the page of this import in the admin.",
            count,
        ) % {"count": count}


def describe_fault_group(group: FaultGroup) -> str:
    """Faults of one kind: the first lines, the message about the first of them, how many there are, other values."""
    lines = ", ".join(str(line) for line in group["lines"])
    where = _("Line %(lines)s, column %(column)s") if group["place"] else _("Line %(lines)s")
    where %= {"lines": lines, "column": group["place"]}
    if group["count"] > len(group["lines"]):
        where += " " + _("(%(count)s times)") % {"count": group["count"]}
    first = {name: group.get(f"first_{name}", group["kind"]) for name in MESSAGE_FIELDS}
    text = f"{where}: {fault_message(first)}"
    pairs = [pair.split(NEAREST) for pair in group["some_values"]]
    others = [pair for pair in pairs if pair[0] and pair[0] != group["first_value"]]
    others = others[: OTHER_COLUMNS if group["kind"] == FaultKind.UNKNOWN_COLUMN else OTHER_VALUES]
    if not others:
        return text
    shown = ", ".join(map(_other_value, others))
    number = group["different"] - 1 - len(others)
    more = ngettext("%(values)s and %(number)s more", "%(values)s and %(number)s more", number)
    values = more % {"values": shown, "number": number} if number > 0 else shown
    return f"{text} " + _("Likewise: %(values)s.") % {"values": values}


def _other_value(pair: list[str]) -> str:
    """A further value of a kind of fault, with the nearest known one."""
    value, nearest = map(shortened, pair)
    return f"“{value}” (“{nearest}”?)" if nearest else f"“{value}”"


def has_invalid_rows(import_job: Import) -> bool:
    """Whether faults are in rows, not only in the header."""
    lines = import_job.faults.all().preventing().values("line")
    return import_job.rows.filter(state=RowState.BAD, number__in=lines).exists()


def invalid_rows(import_job: Import) -> Iterator[list[str]]:
    """The header and the invalid rows, with what is wrong in a column of its own."""
    width = len(import_job.columns)
    kept = [at for at, name in enumerate(import_job.columns) if name != ERROR_COLUMN]
    yield [*(import_job.columns[at] for at in kept), ERROR_COLUMN]
    found = import_job.faults.all().preventing().order_by("line", "number")
    found = found.values("line", *MESSAGE_FIELDS)
    faults = iter(found.iterator(chunk_size=CHUNK_SIZE))
    fault = next(faults, None)
    rows = import_job.rows.filter(state=RowState.BAD).order_by("number")
    for line, cells in rows.values_list("number", "cells").iterator(chunk_size=CHUNK_SIZE):
        messages = []
        while fault and fault["line"] <= line:
            if fault["line"] == line:
                messages.append(fault_message(fault))
            fault = next(faults, None)
        texts = [*(cell or "" for cell in cells), *[""] * (width - len(cells))]
        yield [*(texts[at] for at in kept), *texts[width:], " ".join(messages)]


def valid_rows(import_job: Import) -> Iterator[list[str]]:
    """The header and the rows without faults."""
    yield list(import_job.columns)
    rows = import_job.rows.exclude(state=RowState.BAD).order_by("number")
    for cells in rows.values_list("cells", flat=True).iterator(chunk_size=CHUNK_SIZE):
        yield [cell or "" for cell in cells]
