"""What users read about an error that ended an import: never SQL, nor where in the database it happened."""

from django.db import Error, OperationalError
from django.utils.translation import gettext as _

DISK_FULL = "53100"
CANCELLED = "57014"
# Somebody else changed the same rows: serialization failure, deadlock
CONFLICTS = ("40001", "40P01")


def error_text(error: BaseException) -> str:
    """The text of an error of ours, or the kind of an error of the database."""
    if isinstance(error, KeyboardInterrupt):
        return _("It was interrupted.")
    if not isinstance(error, Error) or error.__cause__ is None:
        return str(error).strip() or type(error).__name__
    code = getattr(error.__cause__, "pgcode", None) or ""
    if code in CONFLICTS:
        return _("Somebody else changed the same records at the same time. Check the file again.")
    if code == DISK_FULL:
        return _("There is no space left on the disk of the database.")
    if code == CANCELLED:
        return _("The database ended a statement because it took too long or was cancelled.")
    # Without a code the connection is lost; 57P… says that the database is stopping.
    if isinstance(error, OperationalError) and (not code or code.startswith(("08", "57P"))):
        return _("The connection to the database was lost.")
    return _("The database reported an unexpected error (%(code)s); the log has the details.") % {
        "code": code or type(error).__name__
    }
