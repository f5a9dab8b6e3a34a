"""Imports, what became of their rows, what is wrong in them, what they wrote, and what names in them mean."""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.files.storage import FileSystemStorage, Storage
from django.db.models import (
    CASCADE,
    PROTECT,
    BigIntegerField,
    CharField,
    DateTimeField,
    FileField,
    ForeignKey,
    Index,
    JSONField,
    Model,
    PositiveIntegerField,
    Q,
    TextField,
    UniqueConstraint,
    UUIDField,
)
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from imports.checking.fault_messages import sentence
from imports.choices import FaultKind, ImportStatus, RowState, Step
from imports.querysets import FaultQuerySet, ImportQuerySet, NameMatchQuerySet, PartQuerySet
from records.constraints import one_of, rule
from records.search import folded_column


def uploads() -> Storage:
    """Where files wait to be read, out of reach of the web."""
    return FileSystemStorage(location=settings.UPLOADS_DIR)


def stored_name(import_: "Import", name: str) -> str:
    """Files are named by us, never by who sends them."""
    return str(import_.key)


class Import(Model):
    """One file that somebody brings in: how far it has come, and what it did."""

    # What it is
    key = UUIDField(default=uuid.uuid4, editable=False)
    who = ForeignKey(
        settings.AUTH_USER_MODEL,
        PROTECT,
        related_name="+",
        null=True,
        editable=False,
        verbose_name=_("imported by"),
    )
    file_name = CharField(_("file"), max_length=255, editable=False)
    checksum = CharField(max_length=64, blank=True, editable=False)
    resource = CharField(_("sort of file"), max_length=60, editable=False)
    columns = ArrayField(TextField(), default=list, editable=False)

    # How it is read: what was said on uploading, then what was found out
    upload = FileField(
        storage=uploads, upload_to=stored_name, max_length=60, blank=True, editable=False
    )
    options = JSONField(default=dict, editable=False)
    # Of files of others: the mapping that makes files of ours out of them, each of which is a part
    profile = CharField(_("profile"), max_length=60, blank=True, editable=False)
    mapping = TextField(blank=True, editable=False)
    part_of = ForeignKey("self", CASCADE, related_name="parts", null=True, editable=False)
    notes = JSONField(_("notes"), default=list, editable=False)

    # How far it has come
    status = CharField(
        _("status"),
        max_length=9,
        choices=ImportStatus.choices,
        default=ImportStatus.QUEUED,
        editable=False,
    )
    # What the worker is to do, or is doing, and its task
    step = CharField(max_length=7, choices=Step.choices, default=Step.NOTHING, editable=False)
    task = UUIDField(null=True, editable=False)
    progress = JSONField(default=dict, editable=False)
    cancelled_at = DateTimeField(_("cancelled"), null=True, editable=False)
    counts = JSONField(_("rows"), default=dict, editable=False)
    error = TextField(_("error"), blank=True, editable=False)
    created_at = DateTimeField(_("created"), db_default=Now(), editable=False)
    started_at = DateTimeField(_("started"), null=True, editable=False)
    heartbeat_at = DateTimeField(_("last sign of life"), null=True, editable=False)
    finished_at = DateTimeField(_("finished"), null=True, editable=False)

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        default_permissions = ("view",)
        ordering = ("-id",)
        constraints: ClassVar[list[Any]] = [
            UniqueConstraint(
                name="imports_import_key_unique",
                fields=["key"],
                violation_error_message=_("This import is there already."),
            ),
            one_of("status", ImportStatus),
            one_of("step", Step),
            rule(
                "whole_or_part",
                Q(part_of=None) | Q(mapping=""),
                "A part of an import has no parts itself.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_name}: {self.resource}" if self.part_of_id else self.file_name

    @property
    def is_busy(self) -> bool:
        """Whether the worker is at it, or will be."""
        return self.step != Step.NOTHING

    def resources(self) -> list[str]:
        """The files of ours that it is, or is made of."""
        if not self.mapping:
            return [self.resource] if self.resource else []
        return list(dict.fromkeys(self.parts.order_by("pk").values_list("resource", flat=True)))

    def natural_key(self) -> tuple[str]:
        return (str(self.key),)


class ImportRow(Model):
    """One row of a file as it was read, and what it means for the database; lost in a crash."""

    of = ForeignKey(Import, CASCADE, related_name="rows", editable=False)
    number = PositiveIntegerField(_("line"), editable=False)
    cells = ArrayField(TextField(null=True), editable=False)
    state = CharField(_("state"), max_length=9, choices=RowState.choices, editable=False)
    differences = JSONField(_("differences"), null=True, editable=False)
    stamp = TextField(blank=True, editable=False)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of imports")
        default_permissions = ("view",)
        ordering = ("of", "number")
        constraints: ClassVar[list[Any]] = [
            UniqueConstraint(
                name="imports_importrow_unique",
                fields=["of", "number"],
                violation_error_message=_("This row is there already."),
            ),
            one_of("state", RowState),
        ]
        indexes: ClassVar[list[Any]] = [
            Index(name="imports_importrow_state", fields=["of", "state", "number"])
        ]

    def __str__(self) -> str:
        return str(self.number)

    def natural_key(self) -> tuple[str, int]:
        return (str(self.of.key), self.number)


class ImportFault(Model):
    """One thing that is wrong in a file: where, what, what would be right."""

    of = ForeignKey(Import, CASCADE, related_name="faults", editable=False)
    number = PositiveIntegerField(editable=False)
    line = PositiveIntegerField(_("line"), editable=False)
    kind = CharField(_("fault"), max_length=14, choices=FaultKind.choices, editable=False)
    column = TextField(_("column"), blank=True, editable=False)
    value = TextField(_("value"), blank=True, editable=False)
    expected = TextField(_("expected"), blank=True, editable=False)
    nearest = TextField(_("nearest"), blank=True, editable=False)

    objects = FaultQuerySet.as_manager()

    class Meta:
        verbose_name = _("fault of an import")
        verbose_name_plural = _("faults of imports")
        default_permissions = ("view",)
        ordering = ("of", "number")
        constraints: ClassVar[list[Any]] = [
            UniqueConstraint(
                name="imports_importfault_unique",
                fields=["of", "number"],
                violation_error_message=_("This fault is there already."),
            ),
            one_of("kind", FaultKind),
        ]
        indexes: ClassVar[list[Any]] = [
            Index(name="imports_importfault_line", fields=["of", "line"])
        ]

    def __str__(self) -> str:
        return sentence(self.kind, self.column, self.value, self.expected, self.nearest)

    def natural_key(self) -> tuple[str, int]:
        return (str(self.of.key), self.number)


class ImportChange(Model):
    """One row of the database that an import wrote, so that it can be taken back."""

    of = ForeignKey(Import, PROTECT, related_name="changes", editable=False)
    number = PositiveIntegerField(editable=False)
    line = PositiveIntegerField(_("line"), editable=False)
    table = CharField(max_length=63, editable=False)
    row = BigIntegerField(editable=False)
    # The columns as they were; NULL for a new row
    was = JSONField(null=True, editable=False)
    # The version after the import, or a digest of a row without one
    stamp = TextField(editable=False)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of an import")
        verbose_name_plural = _("changes of imports")
        default_permissions = ("view",)
        ordering = ("of", "number")
        constraints: ClassVar[list[Any]] = [
            UniqueConstraint(
                name="imports_importchange_unique",
                fields=["of", "number"],
                violation_error_message=_("This change is there already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.row}"

    def natural_key(self) -> tuple[str, int]:
        return (str(self.of.key), self.number)


class NameMatch(Model):
    """A name that files have for a record of ours, as somebody decided; later files are read so, too."""

    table = CharField(max_length=63, editable=False)
    name = CharField(_("name in files"), max_length=200, editable=False)
    folded = folded_column("name")
    row = BigIntegerField(editable=False)
    who = ForeignKey(
        settings.AUTH_USER_MODEL,
        PROTECT,
        related_name="+",
        null=True,
        editable=False,
        verbose_name=_("decided by"),
    )
    changed_at = DateTimeField(_("decided"), db_default=Now(), editable=False)

    objects = NameMatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("remembered name")
        verbose_name_plural = _("remembered names")
        default_permissions = ("view", "change", "delete")
        ordering = ("table", "folded")
        constraints: ClassVar[list[Any]] = [
            UniqueConstraint(
                name="imports_namematch_unique",
                fields=["table", "folded"],
                violation_error_message=_("This name is remembered already."),
            ),
            rule("named", ~Q(folded=""), "A remembered name has letters or digits."),
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str, str]:
        return (self.table, self.name)
