"""Concurrent transactions cannot break a rule together that each of them observes."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress

import psycopg2
import pytest

from tests import cases, database, make

pytestmark = pytest.mark.django_db(transaction=True)
# How long a transaction waits for the other one, unless a lock blocks it
MEETING_SECONDS = 0.3
LIMITS = "-c statement_timeout=10s -c records.loading=on"


def at_once(*statements: str) -> list[str]:
    """Runs statements in concurrent transactions; the sorted error messages, empty if successful."""
    meeting = threading.Barrier(len(statements))

    def write(statement: str) -> str:
        with closing(database.new_session(LIMITS)) as session:
            try:
                session.cursor().execute(statement)
                with suppress(threading.BrokenBarrierError):
                    meeting.wait(MEETING_SECONDS)
                session.commit()
            except psycopg2.Error as error:
                return str(error)
        return ""

    with ThreadPoolExecutor(len(statements)) as pool:
        return sorted(pool.map(write, statements))


@cases("_attempt", *range(5))
def test_keeps_one_of_two_supports_deleted_concurrently(_attempt: int):
    actor = make.actor()
    supports = [make.claim(actor), make.claim(actor)]
    make.publish(actor)

    deletions = (f"DELETE FROM actors_actorclaim WHERE id = {support.pk}" for support in supports)
    kept, refused = at_once(*deletions)

    assert kept == ""
    assert "needs a supporting claim" in refused
    assert actor.claims.count() == 1


@cases("_attempt", *range(5))
def test_refuses_to_publish_while_the_source_is_retracted(_attempt: int):
    source, actor = make.source(), make.actor()
    make.claim(actor, source)

    publishing = f"UPDATE actors_actor SET review_status = 'published' WHERE id = {actor.pk}"
    withdrawing = f"UPDATE sources_source SET review_status = 'retracted' WHERE id = {source.pk}"

    kept, refused = at_once(publishing, withdrawing)

    assert kept == ""
    assert "needs a supporting claim" in refused or "deadlock detected" in refused


@cases("_attempt", *range(5))
def test_refuses_to_link_a_cause_while_its_date_changes(_attempt: int):
    cause, effect = make.event(on="2025-03-01"), make.event(on="2025-03-10")

    linking = (
        "INSERT INTO events_eventlink (source_id, target_id, kind, is_public)"
        f" VALUES ({effect.pk}, {cause.pk}, 'response_to', false)"
    )
    moving = (
        "UPDATE events_event SET date_from = '2025-03-20', date_to = '2025-03-20'"
        f" WHERE id = {cause.pk}"
    )

    kept, refused = at_once(linking, moving)

    assert kept == ""
    assert "A cause cannot be later than its effect" in refused
