"""Concurrent transactions cannot break a rule together that each of them observes."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress

import psycopg2
import pytest

from records.second_person import NEEDS_SECOND_PERSON, REFUSALS
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
        "INSERT INTO events_eventlink (source_id, target_id, kind, lag_unit, is_public)"
        f" VALUES ({effect.pk}, {cause.pk}, 'response_to', '', false)"
    )
    moving = (
        "UPDATE events_event SET date_from = '2025-03-20', date_to = '2025-03-20'"
        f" WHERE id = {cause.pk}"
    )

    kept, refused = at_once(linking, moving)

    assert kept == ""
    assert "A cause cannot be later than its effect" in refused


@cases("_attempt", *range(5))
def test_refuses_a_chain_of_origins_made_concurrently(_attempt: int):
    agency, wire, paper = (
        make.source(slug, review_status="draft") for slug in ("agency", "wire", "paper")
    )

    relying = (
        f"UPDATE sources_source SET relies_on_id = {origin.pk} WHERE id = {source.pk}"
        for source, origin in ((paper, wire), (wire, agency))
    )

    kept, refused = at_once(*relying)

    assert kept == ""
    assert "relies on its origin in one step" in refused


@cases("_attempt", *range(5))
def test_refuses_two_changes_that_make_a_circle_together(_attempt: int):
    first, second = make.event(), make.event()
    joining = "UPDATE events_event SET parent_id = {1} WHERE id = {0}"

    kept, refused = at_once(
        joining.format(first.pk, second.pk), joining.format(second.pk, first.pk)
    )

    assert kept == ""
    assert "cannot be part of an event that is part of it" in refused or "deadlock" in refused


# A term or place that nothing shows yet: one session changes it, another one begins to show it.

PLACE = "(SELECT id FROM events_place WHERE slug = 'old')"
TOPIC = "(SELECT id FROM agreements_topic WHERE code = 'old')"
CHANGES_OF_PLACES = (
    "UPDATE events_place SET name = 'New' WHERE slug = 'old'",
    "UPDATE events_place SET name = 'New' WHERE slug = 'around-old'",
    "INSERT INTO events_placename (place_id, name, language, valid_from_precision, valid_to_precision)"
    f" VALUES ({PLACE}, 'New', 'en', 'unknown', 'unknown')",
    "INSERT INTO events_placeidentifier (place_id, scheme, value, preferred)"
    f" VALUES ({PLACE}, 'local', 'NEW', true)",
)
USES_OF_PLACES = (
    "UPDATE events_event SET review_status = 'in_review', submitted_by_id = (SELECT id FROM auth_user)"
    " WHERE slug = 'draft'",
    f"UPDATE events_event SET place_id = {PLACE} WHERE slug = 'published'",
    f"UPDATE events_place SET parent_id = {PLACE} WHERE slug = 'shown'",
    "INSERT INTO curation_proposal (content_type_id, object_id, based_on, data, before, difference,"
    " author_id, note, state, decision_note, terms)"
    " SELECT id, 1, 0, '{}', '{}', '[]', (SELECT id FROM auth_user), '', 'open', '',"
    f" jsonb_build_object('events_place', jsonb_build_array({PLACE}))"
    " FROM django_content_type WHERE model = 'event'",
)
CHANGES_OF_TOPICS = ("UPDATE agreements_topic SET label = 'New' WHERE code = 'old'",)
USES_OF_TOPICS = (
    "INSERT INTO agreements_clause_topics (clause_id, topic_id)"
    f" SELECT id, {TOPIC} FROM agreements_clause WHERE heading = 'Published'",
    "UPDATE agreements_clause SET agreement_id ="
    " (SELECT id FROM agreements_agreement WHERE slug = 'published') WHERE heading = 'Draft'",
)
MEETINGS = [
    *((change, use) for change in CHANGES_OF_PLACES for use in USES_OF_PLACES),
    *((change, use) for change in CHANGES_OF_TOPICS for use in USES_OF_TOPICS),
]


@pytest.fixture
def unused_terms() -> None:
    """The place and the topic “old”, which only drafts show, and published rows that could show them."""
    make.submitter()
    place = make.place("old", parent=make.place("around-old"))
    draft = make.event("draft", place=place, geo_precision="settlement")
    make.claim(draft)
    shown = make.place("shown")
    make.publish(make.event("published", place=shown, geo_precision="settlement"))
    published = make.publish(make.agreement("published"))
    make.clause(published, heading="Published")
    make.clause(make.agreement(), 2, heading="Draft", topics=[make.topic("old")])


def session() -> closing:
    """A connection whose transactions are rolled back unless they commit."""
    return closing(database.new_session("-c statement_timeout=10s"))


@cases("change, use", *MEETINGS)
def test_waits_until_a_term_is_changed_before_it_begins_to_be_shown(unused_terms, change, use):
    with session() as changing, session() as using:
        changing.cursor().execute(change)
        cursor = using.cursor()
        cursor.execute("SET LOCAL records.trial = 'on'; SET LOCAL lock_timeout = '200ms'")
        with pytest.raises(psycopg2.errors.LockNotAvailable):
            cursor.execute(use)


@cases("change, use", *MEETINGS)
def test_refuses_to_change_a_term_that_begins_to_be_shown(unused_terms, change, use):
    with session() as changing, session() as using, ThreadPoolExecutor(1) as pool:
        using.cursor().execute("SET LOCAL records.trial = 'on'")
        using.cursor().execute(use)
        changed = pool.submit(changing.cursor().execute, change)
        with pytest.raises(TimeoutError):
            changed.result(MEETING_SECONDS)
        using.commit()
        with pytest.raises(psycopg2.errors.CheckViolation, match=REFUSALS[NEEDS_SECOND_PERSON]):
            changed.result()
