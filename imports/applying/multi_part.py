"""Imports of several files as one: our own files, or files that a profile turns into ours.

Each of these is a part: an import of its own with rows, faults and a preview. Since a part may refer to rows of
an earlier part, all are written one after the other in one transaction; a check then rolls it back.
"""

import tempfile
from pathlib import Path
from typing import IO, Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from curation.review.corrections import RecordCorrection
from imports.applying import engine
from imports.applying.corrections import propose_collected
from imports.applying.engine import no_progress
from imports.applying.packages import Package, later_lists
from imports.applying.transactions import ImportRefusedError, finish_import, import_transaction
from imports.applying.writing import refresh_stamps
from imports.checking.proposed_rows import forget_proposed_rows
from imports.checking.staging import Progress
from imports.choices import ImportStatus, RowState
from imports.models import Import, ImportChange, ImportFault, ImportRow
from imports.profiles.mapping import Mapping
from imports.profiles.profile import Profile
from imports.profiles.source_files import assign_files
from imports.reading.table_files import Table

COUNTED = ("rows", *RowState.values, "faults")


def apply_checked_parts(import_job: Import, *, progress: Progress = no_progress) -> None:
    """Writes all parts as they were checked, or nothing; then the faults of a part say why."""
    if import_job.status != ImportStatus.CHECKED or import_job.counts.get("faults"):
        raise ImportRefusedError(_("Only a checked file can be imported."))
    with import_transaction(import_job, ImportStatus.APPLYING):
        trial = Trial()
        for part in import_job.parts.order_by("pk").select_related("user"):
            engine.apply_checked(part, progress=progress, collected=trial.corrections)
            trial.keep_results(part)
            if part.status != ImportStatus.DONE:
                break
        else:
            _write_later_lists(trial)
        _finish(import_job, trial, writes=True)


def import_files(
    import_job: Import, paths: list[Path], *, writes: bool, progress: Progress = no_progress
) -> None:
    """Makes and checks the parts; with `writes`, and without faults, writes them all."""
    with import_transaction(import_job, ImportStatus.CHECKING):
        made = source_of_parts(import_job, paths)
        # Whatever earlier parts wrote has been undone, or was never kept.
        ImportChange.objects.filter(import_job__part_of=import_job).delete()
        import_job.parts.all().delete()
        import_job.proposals = import_job.undoing_proposals = None
        trial = Trial()
        for resource, table in made.tables():
            later = later_lists(resource, made.resources)
            part = _import_part(import_job, resource, table, later, progress, trial.corrections)
            trial.keep_results(part)
        _write_later_lists(trial)
        import_job.notes = [f"{file}: {n}" for file, notes in made.notes.items() for n in notes]
        _finish(import_job, trial, writes=writes)
        # Faults of the whole import do not prevent importing it.
        import_job.faults.all().delete()
        faults = (
            ImportFault(import_job=import_job, number=number, **fault._asdict())
            for number, fault in enumerate(made.faults, start=1)
        )
        ImportFault.objects.bulk_create(faults, batch_size=1000)


def source_of_parts(import_job: Import, paths: list[Path]) -> Mapping | Package:
    """What makes the parts of an import from its files; raises UnreadableFileError or ProfileError."""
    if not import_job.mapping:
        return Package(paths, import_job.options)
    profile, options = Profile(import_job.mapping), import_job.options
    return Mapping(profile, assign_files(profile, paths, options), options)


def _import_part(
    import_job: Import,
    resource: str,
    table: Table,
    later: list[str],
    progress: Progress,
    corrections: list[RecordCorrection],
) -> Import:
    options: dict[str, Any] = {"later": later} if later else {}
    if import_job.options.get("strict"):
        options["strict"] = True
    part = Import.objects.create(
        part_of=import_job,
        user=import_job.user,
        file_name=import_job.file_name,
        resource=resource,
        options=options,
    )
    engine.import_file(part, table, progress=progress, collected=corrections)
    if part.status != ImportStatus.DONE:
        _write_valid_rows(part, progress)
    return part


def _write_valid_rows(part: Import, progress: Progress) -> None:
    """Writes the valid rows, which later parts may refer to; the trial is rolled back anyway."""
    valid = part.rows.exclude(state=RowState.BAD).exclude(
        number__in=part.faults.all().preventing().values("line")
    )
    rows = [
        (line, [cell or "" for cell in cells])
        for line, cells in valid.order_by("number").values_list("number", "cells")
    ]
    if rows:
        copy = Import.objects.create(
            file_name=part.file_name,
            resource=part.resource,
            user=part.user,
            options=part.options,
        )
        engine.import_file(copy, Table(part.columns, rows), progress=progress, collected=[])


def _write_later_lists(trial: "Trial") -> None:
    """Writes the lists whose rows had to wait for those of other parts."""
    for part in trial.parts:
        if part.options.get("later"):
            engine.write_later_lists(part, trial.corrections)


def _finish(import_job: Import, trial: "Trial", *, writes: bool) -> None:
    """The import is done if it was to write and all parts are done; otherwise all is rolled back."""
    counts = [part.counts for part in trial.parts]
    import_job.counts = {name: sum(each.get(name, 0) for each in counts) for name in COUNTED}
    failed = [part for part in trial.parts if part.status == ImportStatus.FAILED]
    import_job.error = "\n".join(f"{part.resource}: {part.error}" for part in failed)
    if writes and all(part.status == ImportStatus.DONE for part in trial.parts):
        forget_proposed_rows()
        refresh_stamps(import_job.pk)
        propose_collected(import_job, trial.corrections)
        finish_import(import_job, ImportStatus.DONE)
        return
    trial.roll_back()
    finish_import(import_job, ImportStatus.FAILED if failed else ImportStatus.CHECKED)


class Trial:
    """Parts that were written on trial; their rows and faults survive the rollback."""

    def __init__(self) -> None:
        """Starts at the present state of the transaction, which `roll_back` returns to."""
        self.parts: list[Import] = []
        # What the parts correct; proposed once all of them are written
        self.corrections: list[RecordCorrection] = []
        self._copies: list[tuple[Import, type[ImportRow | ImportFault], IO[bytes]]] = []
        self._savepoint = transaction.savepoint()

    def keep_results(self, part: Import) -> None:
        """Copies the rows and faults of a part to temporary files, outside of the transaction."""
        self.parts.append(part)
        for model in (ImportRow, ImportFault):
            file = tempfile.TemporaryFile()  # noqa: SIM115 (closed with this object)
            rows = f"SELECT {_columns(model)} FROM {model._meta.db_table} WHERE of_id = {part.pk}"  # noqa: S608 (table and column names of models)
            with connection.cursor() as cursor:
                cursor.copy_expert(f"COPY ({rows}) TO STDOUT", file)
            self._copies.append((part, model, file))

    def roll_back(self) -> None:
        """Reverts what was written since the beginning; the parts stay, checked or failed."""
        transaction.savepoint_rollback(self._savepoint)
        for part in self.parts:
            if part.status == ImportStatus.DONE:
                part.status = ImportStatus.CHECKED
            part.save()
        for part, model, file in self._copies:
            model._default_manager.filter(import_job=part).delete()
            file.seek(0)
            columns = f"{model._meta.db_table} ({_columns(model)})"
            with connection.cursor() as cursor:
                cursor.copy_expert(f"COPY {columns} FROM STDIN", file)


def _columns(model: type[ImportRow | ImportFault]) -> str:
    """All columns except the id."""
    names = [field.column for field in model._meta.local_concrete_fields if not field.primary_key]
    return ", ".join(f'"{name}"' for name in names)
