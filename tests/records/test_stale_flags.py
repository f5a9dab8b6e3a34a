"""Rows whose flags were loaded with triggers turned off are found, and the command that is given repairs them."""

import re

from django.core.checks import run_checks
from django.db import connection

from balkanwatch.apps import published_models
from records.stale_flags import stale_flags
from tests import database, make

FOUND = (
    "1 rows of events_participation are shown to readers, or hidden from them, against the rules, as after a restore"
    " with triggers turned off."
)


def test_finds_a_row_that_was_loaded_without_triggers() -> None:
    hidden = make.participation(make.event(review_status="draft"), make.actor("albania"))
    make.participation(make.publish(make.event()), make.publish(make.actor("serbia")))
    assert stale_flags(published_models()) == []
    connection.check_constraints()
    database.execute("ALTER TABLE events_participation DISABLE TRIGGER USER")
    database.execute(f"UPDATE events_participation SET is_public = true WHERE id = {hidden.pk}")
    connection.check_constraints()
    database.execute("ALTER TABLE events_participation ENABLE TRIGGER USER")

    (finding,) = stale_flags(published_models())

    assert (finding.refuses_readers, finding.problem) == (True, FOUND)
    said = {each.id: each.msg for each in run_checks(include_deployment_checks=True)}
    assert said["balkanwatch.E001"] == FOUND
    statement = re.fullmatch(r'manage.py pg psql -c "(.*)"', finding.repair)
    assert statement
    database.execute(statement[1])
    assert stale_flags(published_models()) == []
    assert not database.stored(hidden, "is_public")
