"""What `manage.py check --deploy` says about the database: everything that readers rely on and that is not so."""

from typing import Any

from django.core.checks import CheckMessage, Error, Info, Warning, register
from django.db import DatabaseError

from balkanwatch.apps import published_models
from records.stale_flags import stale_flags
from records.verification import MIGRATE, Finding, findings

UNREACHABLE = "The database cannot be reached, so that nothing in it was verified."


@register(deploy=True)
def publication_check(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """One message for each finding; the hint is the SQL, or the command, that repairs it."""
    try:
        found = findings()
    except DatabaseError as error:
        return [Warning(UNREACHABLE, hint=str(error).strip(), id="balkanwatch.W001")]
    for finding in found:
        if finding.awaits_migrate:
            hint = f"Run {MIGRATE}, then this check again: the rest is repaired or reported then."
            return [Info(finding.problem, hint=hint, id="balkanwatch.I001")]
    # Only where tables and triggers are those of this code
    return [_message(finding) for finding in found or stale_flags(published_models())]


def _message(finding: Finding) -> CheckMessage:
    kind, name = (Error, "E001") if finding.refuses_readers else (Warning, "W002")
    return kind(finding.problem, hint=finding.repair or None, id=f"balkanwatch.{name}")
