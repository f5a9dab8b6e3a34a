"""Files of others: a profile makes files of ours out of them, which are checked and written as one import.

Each file of ours is a part: an import of its own with rows, faults and a preview. All parts are tried one after
the other in one transaction, for a later one may refer to what an earlier one brings; a check then takes it back.
"""

import tempfile
from pathlib import Path
from typing import IO, Any

from django.db import connection, transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from imports.applying import engine
from imports.applying.engine import NotPossibleError, silent
from imports.applying.writing import stamp_anew
from imports.checking.columns import table_of
from imports.checking.staging import Progress
from imports.choices import FaultKind, ImportStatus, RowState
from imports.models import Import, ImportChange, ImportFault, ImportRow
from imports.profiles.profiles import Mapping, Profile, Report
from imports.reading.table_files import Table
from records.sql import fill

COUNTED = ("rows", *RowState.values, "faults")


def check(import_: Import, paths: list[Path], *, progress: Progress = silent) -> None:
    """Makes the parts and tries them; keeps their rows and faults, and writes nothing else."""
    _run(import_, paths, progress, writes=False)


def run_at_once(import_: Import, paths: list[Path], *, progress: Progress = silent) -> None:
    """Makes the parts and writes them all, if nothing is wrong in any; else it is a check."""
    _run(import_, paths, progress, writes=True)


def apply(import_: Import, *, progress: Progress = silent) -> None:
    """Writes the parts as they were checked: all of them, or nothing; then the faults of a part say why."""
    if import_.status != ImportStatus.CHECKED or import_.counts.get("faults"):
        raise NotPossibleError(_("Only what has been checked can be imported."))
    with engine.working(import_, ImportStatus.APPLYING):
        tried = Tried()
        for part in import_.parts.order_by("pk").select_related("who"):
            engine.apply(part, progress=progress)
            tried.keep(part)
            if part.status != ImportStatus.DONE:
                break
        _end(import_, tried, writes=True)


def _run(import_: Import, paths: list[Path], progress: Progress, *, writes: bool) -> None:
    with engine.working(import_, ImportStatus.CHECKING):
        profile = Profile(import_.mapping)
        mapping = Mapping(profile, profile.assign(paths, import_.options), import_.options)
        # What they wrote before was taken back, or never stayed.
        ImportChange.objects.filter(of__part_of=import_).delete()
        import_.parts.all().delete()
        tried = Tried()
        for resource, table in mapping.tables():
            tried.keep(_try(import_, resource, table, progress))
        notes = mapping.report.notes.items()
        import_.notes = [f"{file}: {note}" for file, told in notes for note in told]
        _end(import_, tried, writes=writes)
        _keep_report(import_, mapping.report)


def _try(import_: Import, resource: str, table: Table, progress: Progress) -> Import:
    part = Import.objects.create(
        part_of=import_, who=import_.who, file_name=import_.file_name, resource=resource
    )
    engine.run_at_once(part, table, progress=progress)
    if part.status != ImportStatus.DONE:
        _write_good_rows(part, progress)
    return part


def _write_good_rows(part: Import, progress: Progress) -> None:
    """So that the parts after it are not said to refer to nothing; all of it is taken back."""
    good = part.rows.exclude(state=RowState.BAD).exclude(number__in=part.faults.values("line"))
    rows = list(good.order_by("number").values_list("number", "cells"))
    if rows:
        whole = [(line, [cell or "" for cell in cells]) for line, cells in rows]
        other = Import.objects.create(file_name=part.file_name, resource=part.resource)
        engine.run_at_once(other, Table(part.columns, whole), progress=progress)


def _end(import_: Import, tried: "Tried", *, writes: bool) -> None:
    """The import is done where all parts are, and this was the aim; else nothing of them stays."""
    counts = [part.counts for part in tried.parts]
    import_.counts = {name: sum(each.get(name, 0) for each in counts) for name in COUNTED}
    failed = [part for part in tried.parts if part.status == ImportStatus.FAILED]
    import_.error = "\n".join(f"{part.resource}: {part.error}" for part in failed)
    if writes and all(part.status == ImportStatus.DONE for part in tried.parts):
        stamp_anew(import_.pk)
        engine.end(import_, ImportStatus.DONE)
        return
    tried.take_back()
    engine.end(import_, ImportStatus.FAILED if failed else ImportStatus.CHECKED)


def _keep_report(import_: Import, report: Report) -> None:
    """Rows and texts of theirs that are in no part, and names that match no record, as faults that forbid nothing."""
    import_.faults.all().delete()
    faults = [
        ImportFault(kind=FaultKind.LEFT_OUT, line=line, value=file, expected=why)
        for file, line, why in report.left_out
    ]
    faults += [
        ImportFault(kind=FaultKind.UNMATCHED, line=line, column=column, value=name)
        for line, column, name in report.unmatched
    ]
    faults += [
        ImportFault(
            kind=FaultKind.LEFT_OUT, line=line, column=column, value=text, expected=str(most)
        )
        for line, column, text, most in report.too_long
    ]
    for number, fault in enumerate(faults, start=1):
        fault.of, fault.number = import_, number
    ImportFault.objects.bulk_create(faults, batch_size=1000)


class Tried:
    """Parts that were tried, whose rows and faults outlast what they wrote."""

    def __init__(self) -> None:
        """Begins what can be taken back."""
        self.parts: list[Import] = []
        self._copies: list[tuple[Import, type[Model], IO[bytes]]] = []
        self._before = transaction.savepoint()

    def keep(self, part: Import) -> None:
        """Copies the rows and faults of a part to where no transaction reaches."""
        self.parts.append(part)
        for model in (ImportRow, ImportFault):
            file: Any = tempfile.TemporaryFile()  # noqa: SIM115 (closed with this object)
            copy = fill(
                'COPY (SELECT :"columns" FROM :"table" WHERE of_id = :part) TO STDOUT',
                columns=_columns(model),
                table=table_of(model),
                part=part.pk,
            )
            with connection.cursor() as cursor:
                cursor.copy_expert(copy, file)
            self._copies.append((part, model, file))

    def take_back(self) -> None:
        """Undoes what was written since the beginning; the parts are left checked, or failed."""
        transaction.savepoint_rollback(self._before)
        for part in self.parts:
            if part.status == ImportStatus.DONE:
                part.status = ImportStatus.CHECKED
            part.save()
        for part, model, file in self._copies:
            model._default_manager.filter(of=part).delete()
            file.seek(0)
            copy = 'COPY :"table" (:"columns") FROM STDIN'
            with connection.cursor() as cursor:
                cursor.copy_expert(fill(copy, table=table_of(model), columns=_columns(model)), file)


def _columns(model: type[Model]) -> list[str]:
    """All but the number that a row gets when it is written."""
    fields = model._meta.local_concrete_fields
    return [str(field.column) for field in fields if not field.primary_key]
