"""Closed lists of the imports app."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ImportStatus(TextChoices):
    """How far an import has come."""

    QUEUED = "queued", _("Queued")
    CHECKING = "checking", _("Checking")
    CHECKED = "checked", _("Checked")
    APPLYING = "applying", _("Applying")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")
    UNDOING = "undoing", _("Undoing")
    CANCELLED = "cancelled", _("Cancelled")
    UNDONE = "undone", _("Undone")


class Step(TextChoices):
    """What the worker is to do with an import."""

    NOTHING = "nothing", _("Nothing")
    CHECK = "check", _("Check")
    APPLY = "apply", _("Import")
    UNDO = "undo", _("Undo")


class RowState(TextChoices):
    """What a row of a file means for the database."""

    NEW = "new", _("New")
    CHANGED = "changed", _("Changed")
    UNCHANGED = "unchanged", _("Unchanged")
    BAD = "bad", _("Bad")


class FaultKind(TextChoices):
    """What can be wrong in a file."""

    FILE = "file", _("Unreadable file")
    UNKNOWN_COLUMN = "unknown_column", _("Unknown column")
    DOUBLED_COLUMN = "doubled_column", _("Doubled column")
    MISSING_COLUMN = "missing_column", _("Missing column")
    CELLS = "cells", _("Wrong number of cells")
    CHARACTER = "character", _("Impossible character")
    MISSING = "missing", _("Missing value")
    UNKNOWN = "unknown", _("Unknown reference")
    AMBIGUOUS = "ambiguous", _("Ambiguous reference")
    CODE = "code", _("Unknown code")
    NUMBER = "number", _("Not a number")
    DATE = "date", _("Not a date")
    TRUTH = "truth", _("Neither yes nor no")
    LONG = "long", _("Too long")
    DUPLICATE = "duplicate", _("Duplicate key")
    RULE = "rule", _("Broken rule")
    NOT_DRAFT = "not_draft", _("Not a draft")
    CONFLICT = "conflict", _("Changed since the preview")
    LEFT_OUT = "left_out", _("Left out")
    UNMATCHED = "unmatched", _("Name without a record")
