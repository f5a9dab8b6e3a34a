"""What holds for rows that are added holds row by row and, where a transaction asks for it, once for a statement."""

from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import psycopg2
import pytest
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils import timezone

from balkanwatch.apps import published_models
from curation.database_errors import broken_rule
from events.models import EventClaim, Figure, Participation
from records.added_rows import by_statement
from records.public_rows import is_flagged
from records.review import loading
from records.second_person import IN_REVIEW_UNCHANGED, NEEDS_SECOND_PERSON
from records.triggers import BY_STATEMENT
from records.versions import is_record
from tests import cases, database, make
from tests.project.cast import make_cast

WAYS = {"row by row": "off", "by statement": "on"}
DEPENDENT = [model for model in published_models() if is_flagged(model) and not is_record(model)]


@pytest.fixture(params=WAYS, autouse=True)
def way(request: pytest.FixtureRequest) -> Iterator[str]:
    """The setting of the session, which is the same for whatever is added."""
    setting = WAYS[request.param]
    database.execute(f"SET {BY_STATEMENT} = '{setting}'")
    yield setting
    database.execute(f"RESET {BY_STATEMENT}")


def refused_by(change: Callable[[], object]) -> str:
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        change()
    return broken_rule(caught.value)


@pytest.mark.usefixtures("strict_review")
@cases("status, rule", ("published", NEEDS_SECOND_PERSON), ("in_review", IN_REVIEW_UNCHANGED))
def test_refuses_rows_of_a_record_that_is_not_a_draft(status: str, rule: str) -> None:
    event, agreement, actor = make.event(), make.agreement(), make.actor()
    part, clause, topic = (
        make.participation(event, actor),
        make.clause(agreement),
        make.topic("arm"),
    )
    with loading():
        for record in (event, agreement):
            make.claim(record)
            _set_status(record, status)
        source = make.source()

    assert refused_by(lambda: make.participation(event, make.actor())) == rule
    assert refused_by(lambda: make.claim(part, source)) == rule
    assert refused_by(lambda: clause.topics.add(topic)) == rule
    # A figure has a review of its own.
    make.figure(event=event)


def _set_status(record: Any, status: str) -> None:
    fields = {"review_status": status, "submitted_by": make.submitter()}
    with loading():
        type(record).objects.filter(pk=record.pk).update(**fields)


@pytest.mark.usefixtures("strict_review")
def test_refuses_all_rows_of_a_statement_if_one_belongs_to_a_record_in_review() -> None:
    drafts, waiting, actor = [make.event(), make.event()], make.event(), make.actor()
    _set_status(waiting, "in_review")
    rows = [Participation(event=event, actor=actor, role="host") for event in (*drafts, waiting)]

    assert refused_by(lambda: Participation.objects.bulk_create(rows)) == IN_REVIEW_UNCHANGED
    assert not Participation.objects.exists()


@cases("said", False, True)
@cases("model", *DEPENDENT, ids=lambda model: model._meta.label)
def test_shows_a_row_that_is_added_if_readers_see_all_that_it_depends_on(
    model: type[Model], said: bool
) -> None:
    make_cast()
    for record in filter(is_record, published_models()):
        make.publish(*record._default_manager.exclude(review_status="retracted"))
    table = model._meta.db_table
    seen = f"SELECT id, is_public FROM {table} ORDER BY id"
    before = database.rows(seen)
    assert any(is_public for _, is_public in before), "otherwise nothing is tested"
    columns = [str(f.column) for f in model._meta.local_concrete_fields if not f.generated]
    values = [str(said) if name == "is_public" else name for name in columns]

    database.execute(
        f"CREATE TEMP TABLE kept AS SELECT * FROM {table}",
        f"DELETE FROM {table}",
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(values)} FROM kept ORDER BY id",
        "DROP TABLE kept",
    )

    assert database.rows(seen) == before


def test_hides_a_row_that_is_added_to_a_draft_or_names_one() -> None:
    published, draft = make.publish(make.event()), make.event()
    actor, hidden = make.publish(make.actor()), make.actor()
    Participation.objects.bulk_create(
        Participation(event=event, actor=one, toward=toward, role="host", stance=stance)
        for event, one, toward, stance in (
            (published, actor, None, "none"),
            (published, actor, hidden, "opposes"),
            (published, hidden, None, "none"),
            (draft, actor, None, "none"),
        )
    )

    shown = Participation.objects.order_by("pk").values_list("is_public", flat=True)
    assert list(shown) == [True, False, False, False]


def test_shows_claims_and_figures_with_their_records() -> None:
    event, draft = make.publish(make.event()), make.event()
    part = make.participation(event, make.publish(make.actor()))
    source, unknown = make.source(), make.source(review_status="draft")
    for row, cited in ((part, source), (part, unknown), (draft, source)):
        make.claim(row, cited, locator="p. 1")
    for about in (event, draft):
        make.claim(make.figure(event=about, review_status="published"), source)

    claims = EventClaim.objects.filter(locator="p. 1").order_by("pk")
    assert list(claims.values_list("is_public", flat=True)) == [True, False, False]
    assert list(Figure.objects.order_by("pk").values_list("is_public", flat=True)) == [True, False]


@pytest.mark.django_db(transaction=True)
@cases("change", "retract the event", "publish the actor")
def test_locks_what_a_row_depends_on_until_the_end_of_the_transaction(
    way: str, change: str
) -> None:
    event, actor = make.publish(make.event()), make.actor()
    insert = (
        "INSERT INTO events_participation (event_id, actor_id, role, stance, capacity, statement)"
        f" VALUES ({event.pk}, {actor.pk}, 'host', 'none', '', '')"
    )
    update = {
        "retract the event": "UPDATE events_event SET review_status = 'retracted'",
        "publish the actor": "UPDATE actors_actor SET review_status = 'published'",
    }[change]

    with closing(_session()) as adding, closing(_session()) as changing:
        adding.cursor().execute(f"SET LOCAL {BY_STATEMENT} = '{way}'; {insert}")
        changing.cursor().execute("SET LOCAL lock_timeout = '200ms'")
        with pytest.raises(psycopg2.errors.LockNotAvailable):
            changing.cursor().execute(update)


def _session() -> Any:
    return database.new_session("-c statement_timeout=10s -c records.loading=on")


@pytest.mark.django_db(transaction=True)
def test_counts_a_version_for_all_rows_of_a_statement() -> None:
    event, actors = make.event(), [make.actor() for _ in range(3)]

    Participation.objects.bulk_create(
        Participation(event=event, actor=actor, role="witness") for actor in actors
    )

    assert database.stored(event, "version") == 2


def test_chooses_the_way_for_one_statement() -> None:
    event, actor = make.event(), make.actor()
    database.execute(
        by_statement(
            "INSERT INTO events_participation (event_id, actor_id, role, stance, capacity, statement)"
            f" VALUES ({event.pk}, {actor.pk}, 'host', 'none', '', '')"
        )
    )

    assert event.participations.exists()
    assert database.rows(f"SHOW {BY_STATEMENT}") == [("off",)]


@pytest.mark.usefixtures("strict_review")
def test_a_new_record_begins_without_a_review_whatever_is_written() -> None:
    plain = make.event()
    submitted = make.event(submitted_by=make.submitter(), submitted_at=timezone.now())
    reviewed = make.event(reviewed_by=make.submitter(), reviewed_at=timezone.now())

    for event in (plain, submitted, reviewed):
        fields = ("submitted_by", "submitted_at", "reviewed_by", "reviewed_at")
        assert database.stored(event, *fields) == (None,) * 4
