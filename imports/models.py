"""Imports with their rows, faults and changes, and remembered names."""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.files.storage import FileSystemStorage, Storage
from django.db import models
from django.db.models import CASCADE, PROTECT, BaseConstraint, Q, UniqueConstraint
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from curation.models import ProposalGroup
from imports.checking.fault_messages import MESSAGE_FIELDS, fault_message
from imports.choices import RUNNING_STATUSES, FaultKind, ImportStatus, ImportStep, RowState
from imports.querysets import (
    FaultQuerySet,
    ImportQuerySet,
    NameMatchQuerySet,
    NumberedQuerySet,
    SavedProfileQuerySet,
)
from records.fields import LineField, user_key
from records.rules import check, one_of, unique
from records.search import folded_column


def uploads() -> Storage:
    """Where uploads wait to be read, out of reach of the web."""
    return FileSystemStorage(location=settings.UPLOADS_DIR)


def stored_name(import_job: "Import", name: str) -> str:
    """Stored files have a name of our own, never one that a user chose."""
    return str(import_job.key)


class Import(models.Model):
    """An upload, or one of the parts that a profile makes of it: how far it has come, and what it did."""

    # What it is
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    user = user_key(db_column="who_id", null=True, verbose_name=_("imported by"))
    file_name = models.CharField(_("file"), max_length=255, editable=False)
    checksum = models.CharField(max_length=64, blank=True, editable=False)
    resource = models.CharField(_("file type"), max_length=60, editable=False)
    columns = ArrayField(models.TextField(), default=list, editable=False)

    # How it is read: options of the user, completed by what was detected
    upload = models.FileField(
        storage=uploads, upload_to=stored_name, max_length=60, blank=True, editable=False
    )
    options = models.JSONField(default=dict, editable=False)
    # With a profile: its name, its text, and the parts made with it
    profile = models.CharField(_("profile"), max_length=60, blank=True, editable=False)
    mapping = models.TextField(blank=True, editable=False)
    part_of = models.ForeignKey("self", CASCADE, related_name="parts", null=True, editable=False)
    notes = models.JSONField(_("notes"), default=list, editable=False)

    # How far it has come
    status = models.CharField(
        _("status"),
        max_length=9,
        choices=ImportStatus.choices,
        default=ImportStatus.QUEUED,
        editable=False,
    )
    # What the worker does or will do, and its task
    step = models.CharField(
        max_length=7, choices=ImportStep.choices, default=ImportStep.NOTHING, editable=False
    )
    task = models.UUIDField(null=True, editable=False)
    progress = models.JSONField(default=dict, editable=False)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, editable=False)
    counts = models.JSONField(_("rows"), default=dict, editable=False)
    error = models.TextField(_("error"), blank=True, editable=False)
    created_at = models.DateTimeField(_("created"), db_default=Now(), editable=False)
    started_at = models.DateTimeField(_("started"), null=True, editable=False)
    heartbeat_at = models.DateTimeField(_("last heartbeat"), null=True, editable=False)
    finished_at = models.DateTimeField(_("finished"), null=True, editable=False)
    # Who asked for the last step: a colleague may undo what somebody else imported
    asked_by = user_key(null=True)

    # What it changes of published records, and what undoing it changes back
    proposals = models.ForeignKey(
        ProposalGroup, PROTECT, related_name="imports", null=True, editable=False
    )
    undoing_proposals = models.ForeignKey(
        ProposalGroup, PROTECT, related_name="undone_imports", null=True, editable=False
    )

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        default_permissions = ("view",)
        ordering = ("-id",)
        constraints = (
            UniqueConstraint(
                name="imports_import_key_unique",
                fields=["key"],
                violation_error_message=_("This import exists already."),
            ),
            one_of("status", ImportStatus),
            one_of("step", ImportStep),
            check(
                "whole_or_part",
                Q(part_of=None) | Q(mapping=""),
                "A part of an import cannot have parts of its own.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.file_name}: {self.resource}" if self.part_of_id else self.file_name

    @property
    def is_busy(self) -> bool:
        """Whether a step is queued or running."""
        return self.step != ImportStep.NOTHING

    @property
    def status_label(self) -> Any:
        """The status as people read it; while a step is queued, the status of the last one is out of date."""
        is_queued = self.is_busy and self.status not in RUNNING_STATUSES
        return ImportStatus.QUEUED.label if is_queued else ImportStatus(self.status).label

    def resources(self) -> list[str]:
        """Names of its resource, or of those of its parts."""
        if self.resource:
            return [self.resource]
        return list(dict.fromkeys(self.parts.order_by("pk").values_list("resource", flat=True)))

    def natural_key(self) -> tuple[str]:
        return (str(self.key),)


class ImportDetail(models.Model):
    """Base of rows, faults and changes, which are numbered within their import."""

    import_job: models.ForeignKey[Import, Import]
    number = models.PositiveIntegerField(editable=False)

    class Meta:
        abstract = True
        default_permissions = ("view",)
        ordering = ("import_job", "number")
        constraints: ClassVar[tuple[BaseConstraint, ...]] = (
            UniqueConstraint(
                name="imports_%(class)s_unique",
                fields=["import_job", "number"],
                violation_error_message=_("The import has this number already."),
            ),
        )

    def natural_key(self) -> tuple[str, int]:
        return (str(self.import_job.key), self.number)


def import_key(name: str, on_delete: Any = CASCADE) -> models.ForeignKey[Import, Import]:
    """The import to which a row, fault or change belongs."""
    return models.ForeignKey(
        Import, on_delete, db_column="of_id", related_name=name, editable=False
    )


class ImportRow(ImportDetail):
    """One row of a file as it was read, and what importing it does; unlogged, so lost in a crash."""

    import_job = import_key("rows")
    number = models.PositiveIntegerField(_("line"), editable=False)
    cells = ArrayField(models.TextField(null=True), editable=False)
    state = models.CharField(_("state"), max_length=9, choices=RowState.choices, editable=False)
    differences = models.JSONField(_("differences"), null=True, editable=False)
    stamp = models.TextField(blank=True, editable=False)

    objects = NumberedQuerySet.as_manager()

    class Meta(ImportDetail.Meta):
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of imports")
        constraints = (*ImportDetail.Meta.constraints, one_of("state", RowState))
        indexes = (
            models.Index(name="imports_importrow_state", fields=["import_job", "state", "number"]),
        )

    def __str__(self) -> str:
        return str(self.number)


class ImportFault(ImportDetail):
    """One thing that is wrong in a file: where it is, what it is, and what would be right."""

    import_job = import_key("faults")
    line = models.PositiveIntegerField(_("line"), editable=False)
    kind = models.CharField(_("fault"), max_length=14, choices=FaultKind.choices, editable=False)
    column = models.TextField(_("column"), blank=True, editable=False)
    value = models.TextField(_("value"), blank=True, editable=False)
    expected = models.TextField(_("expected"), blank=True, editable=False)
    nearest = models.TextField(_("nearest"), blank=True, editable=False)

    objects = FaultQuerySet.as_manager()

    class Meta(ImportDetail.Meta):
        verbose_name = _("fault of an import")
        verbose_name_plural = _("faults of imports")
        constraints = (*ImportDetail.Meta.constraints, one_of("kind", FaultKind))
        indexes = (models.Index(name="imports_importfault_line", fields=["import_job", "line"]),)

    def __str__(self) -> str:
        return fault_message({name: getattr(self, name) for name in MESSAGE_FIELDS})


class ImportChange(ImportDetail):
    """One row of the database that an import wrote, logged so that the import can be undone."""

    import_job = import_key("changes", PROTECT)
    line = models.PositiveIntegerField(_("line"), editable=False)
    table = models.CharField(max_length=63, editable=False)
    row = models.BigIntegerField(editable=False)
    # The former values of the changed columns; NULL for a new row
    was = models.JSONField(null=True, editable=False)
    # Whether it was removed; `was` then has all its columns
    removed = models.BooleanField(default=False, db_default=False, editable=False)
    # The version of a record after the import, or a digest of a row that has none
    stamp = models.TextField(editable=False)

    objects = NumberedQuerySet.as_manager()

    class Meta(ImportDetail.Meta):
        verbose_name = _("change of an import")
        verbose_name_plural = _("changes of imports")

    def __str__(self) -> str:
        return f"{self.table} {self.row}"


class NameMatch(models.Model):
    """A name in files and the record that it means, as a user decided; later files are read accordingly."""

    table = models.CharField(max_length=63, editable=False)
    name = LineField(_("name in files"), max_length=200, editable=False)
    folded = folded_column("name")
    row = models.BigIntegerField(editable=False)
    user = user_key(db_column="who_id", null=True, verbose_name=_("decided by"))
    changed_at = models.DateTimeField(_("decided"), db_default=Now(), editable=False)

    objects = NameMatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("remembered name")
        verbose_name_plural = _("remembered names")
        default_permissions = ("view", "change", "delete")
        ordering = ("table", "folded")
        constraints = (
            UniqueConstraint(
                name="imports_namematch_unique",
                fields=["table", "folded"],
                violation_error_message=_("This name is remembered already."),
            ),
            check("named", ~Q(folded=""), "A remembered name has letters or digits."),
        )

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str, str]:
        return (self.table, self.name)


class SavedProfile(models.Model):
    """A profile made in the admin: how files in another format become BalkanWatch files."""

    name = models.SlugField(
        max_length=60,
        db_index=False,
        help_text=_("Short name in lower-case letters, digits and hyphens, such as our-events."),
    )
    mapping = models.TextField(help_text=_("The profile as TOML; “File types” describes its keys."))
    user = user_key(null=True, verbose_name=_("made by"))
    changed_at = models.DateTimeField(_("changed"), auto_now=True, editable=False)

    objects = SavedProfileQuerySet.as_manager()

    class Meta:
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")
        ordering = ("name",)
        constraints = (unique(["name"], "There is a profile of this name already."),)

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.name,)
