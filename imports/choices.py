"""Closed lists of the imports app."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ImportStatus(TextChoices):
    """The progress of an import."""

    QUEUED = "queued", _("Queued")
    CHECKING = "checking", _("Checking")
    CHECKED = "checked", _("Checked")
    APPLYING = "applying", _("Importing")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")
    UNDOING = "undoing", _("Undoing")
    CANCELLED = "cancelled", _("Cancelled")
    UNDONE = "undone", _("Undone")


RUNNING_STATUSES = {ImportStatus.CHECKING, ImportStatus.APPLYING, ImportStatus.UNDOING}


class ImportStep(TextChoices):
    """What the worker does, or will do, with an import."""

    NOTHING = "nothing", _("Nothing")
    CHECK = "check", _("Check")
    APPLY = "apply", _("Import")
    UNDO = "undo", _("Undo")


class RowState(TextChoices):
    """What importing a row of a file does."""

    NEW = "new", _("New")
    CHANGED = "changed", _("Changed")
    PROPOSED = "proposed", _("Correction")
    UNCHANGED = "unchanged", _("Unchanged")
    SKIPPED = "skipped", _("Left out")
    BAD = "bad", _("Invalid")


class FileFormat(TextChoices):
    """The formats in which rows are exported and imported again; each is also the end of a file name."""

    CSV = "csv", _("CSV")
    XLSX = "xlsx", _("Workbook (.xlsx)")
    NDJSON = "ndjson", _("JSON, one object per line (.ndjson)")


class FaultKind(TextChoices):
    """What can be wrong in a file."""

    FILE = "file", _("Unreadable file")
    UNKNOWN_COLUMN = "unknown_column", _("Unknown column")
    DOUBLED_COLUMN = "doubled_column", _("Repeated column")
    MISSING_COLUMN = "missing_column", _("Missing column")
    CELLS = "cells", _("Wrong number of cells")
    CHARACTER = "character", _("Invalid character")
    MISSING = "missing", _("Missing value")
    UNKNOWN = "unknown", _("Unknown reference")
    AMBIGUOUS = "ambiguous", _("Ambiguous reference")
    CODE = "code", _("Unknown code")
    NUMBER = "number", _("Not a number")
    DATE = "date", _("Not a date")
    TRUTH = "truth", _("Neither yes nor no")
    LONG = "long", _("Too long")
    DUPLICATE = "duplicate", _("Duplicate key")
    SPREADSHEET = "spreadsheet", _("Spreadsheet error")
    RULE = "rule", _("Broken rule")
    # Said of published records until they could be corrected by file; stored with old imports
    NOT_DRAFT = "not_draft", _("Not a draft")
    ABSENT = "absent", _("Nothing to remove")
    IN_REVIEW = "in_review", _("Waiting for review")
    RETRACTED = "retracted", _("Retracted")
    CONFLICT = "conflict", _("Changed since the preview")
    LEFT_OUT = "left_out", _("Skipped")
    UNMATCHED = "unmatched", _("Name without a record")
    DOUBT = "doubt", _("Doubtful value")
    REFUSED_DOUBT = "refused_doubt", _("Doubtful value, refused")


# What leaves a row out, or is only said, while the rest of the file can be imported
NOTICES = frozenset({FaultKind.ABSENT, FaultKind.IN_REVIEW, FaultKind.RETRACTED, FaultKind.DOUBT})
