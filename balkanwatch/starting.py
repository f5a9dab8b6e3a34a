"""What each process of a server verifies before it answers requests, whatever server it is."""

import logging

from django.core.exceptions import ImproperlyConfigured
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections

from balkanwatch.upgrades import TOO_NEW, unknown_migration
from records.verification import advice, findings

REFUSED = "The public API answers 503 until this is repaired:"
BURDEN = "Readers can do more than read:"

logger = logging.getLogger(__name__)


def verify_at_start() -> None:
    """Logs everything that is not as readers rely on it to be, with the SQL that repairs it.

    Raises ImproperlyConfigured if the database is that of a newer version. The public API verifies the
    same with its first request and answers 503 until it is repaired (records/verification.py); so it
    does where there is no database yet.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    try:
        if name := unknown_migration(connection):
            raise ImproperlyConfigured(TOO_NEW % name)
        found = findings()
    except DatabaseError as error:
        logger.warning("Nothing is verified, for lack of a database: %s", str(error).strip())
        return
    finally:
        # A server that forks afterwards must not share the connection.
        connection.close()
    if refusing := [finding for finding in found if finding.refuses_readers]:
        logger.error("%s\n%s", REFUSED, advice(refusing))
    if further := [finding for finding in found if not finding.refuses_readers]:
        logger.warning("%s\n%s", BURDEN, advice(further))
