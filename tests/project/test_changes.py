"""Public changes get a stamp and an entry in the change feed; other changes leave no trace."""

import io
import random
import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from actors.models import Actor
from agreements.models import Agreement, Clause
from balkanwatch.api import router
from balkanwatch.apps import publish as publish_schema
from balkanwatch.apps import published_models
from balkanwatch.fixtures import models_in_load_order
from balkanwatch.public_resources import public_resources
from events.models import Event, Participation, Place
from records.public_changes import _recorder
from records.published_views import SCHEMA
from tests.builders import (
    claim,
    link_events,
    make_actor,
    make_agreement,
    make_clause,
    make_event,
    make_event_type,
    make_figure,
    make_name,
    make_participation,
    make_place,
    make_relationship,
    make_source,
    make_submitter,
    publish,
)

Entry = tuple[str, str, str]


def settle() -> None:
    """Runs what happens at commit, because a test that rolls back never commits."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def stamps() -> dict[str, int]:
    settle()
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name, number FROM records_stamp")
        return dict(cursor.fetchall())


class FeedWatch:
    """The entries of the change feed from now on."""

    def __init__(self) -> None:
        self.since = stamps()["records_change"]
        self.stamps = stamps()

    def entries(self) -> set[Entry]:
        settle()
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT resource, key, kind FROM records_change WHERE number > %s", [self.since]
            )
            return set(cursor.fetchall())

    def touched(self) -> set[str]:
        return {name for name, number in stamps().items() if number != self.stamps[name]}


@pytest.mark.django_db
def test_ignores_drafts_and_their_parts() -> None:
    published = publish(make_event("shown"))
    watch = FeedWatch()

    draft, actor = make_event("hidden"), make_actor("hidden")
    make_name(actor, "Name")
    make_participation(draft, actor)
    make_participation(published, actor)
    claim(draft)
    place = make_place("somewhere")
    watch_place = FeedWatch()
    Place.objects.filter(id=place.id).update(country=actor)
    Event.objects.filter(id=draft.id).update(
        title="Other", review_status="in_review", submitted_by=make_submitter()
    )
    draft.delete()

    assert {entry for entry in watch.entries() if entry[0] not in {"sources", "places"}} == set()
    assert watch_place.touched() == set()


@pytest.mark.django_db
def test_ignores_notes() -> None:
    event = publish(make_event())
    watch, before = FeedWatch(), Event.objects.get(id=event.id).updated_at

    Event.objects.filter(id=event.id).update(note="internal")

    assert (watch.entries(), watch.touched()) == (set(), set())
    assert Event.objects.get(id=event.id).updated_at == before


@pytest.mark.django_db
def test_records_a_record_from_publication_to_retraction() -> None:
    wire = make_source("wire")
    event = make_event("signing")
    claim(event, wire)
    watch = FeedWatch()

    publish(event)
    [(_, key, _)] = {entry for entry in watch.entries() if entry[0] == "claims"}
    assert watch.entries() == {("events", "signing", "created"), ("claims", key, "created")}
    assert watch.touched() == {"events_event", "events_eventclaim", "records_change"}

    watch = FeedWatch()
    Event.objects.filter(id=event.id).update(title="Other")
    assert watch.entries() == {("events", "signing", "updated")}

    watch = FeedWatch()
    Event.objects.filter(id=event.id).update(review_status="retracted")
    assert watch.entries() == {("events", "signing", "retracted"), ("claims", key, "deleted")}

    watch = FeedWatch()
    Event.objects.filter(id=event.id).update(retraction_reason="Never happened.")
    assert watch.entries() == {("events", "signing", "retracted")}

    watch = FeedWatch()
    Event.objects.filter(id=event.id).update(review_status="published", retraction_reason="")
    assert ("events", "signing", "created") in watch.entries()


@pytest.mark.django_db
def test_records_the_target_of_a_merge() -> None:
    stays, goes = publish(make_actor("stays")), publish(make_actor("goes"))
    watch = FeedWatch()

    Actor.objects.filter(id=goes.id).update(review_status="retracted", merged_into=stays)

    assert ("actors", "goes", "merged") in watch.entries()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT merged_into FROM records_change WHERE key = 'goes' AND kind = 'merged'"
        )
        assert cursor.fetchall() == [("stays",)]


@pytest.mark.django_db
def test_records_every_record_that_shows_the_change() -> None:
    actor, event = publish(make_actor("albania")), publish(make_event("signing"))
    make_participation(event, actor)
    pact = publish(make_agreement("pact"))
    clause = make_clause(pact)
    clause.concerns.add(actor)
    publish(make_relationship(actor, publish(make_actor("nato")), slug="member"))
    watch = FeedWatch()

    Actor.objects.filter(id=actor.id).update(description="A state.")
    assert watch.entries() == {("actors", "albania", "updated")}

    Actor.objects.filter(id=actor.id).update(name="Shqipëria")
    assert watch.entries() == {
        ("actors", "albania", "updated"),
        ("agreements", "pact", "updated"),
        ("clauses", "pact.1", "updated"),
        ("events", "signing", "updated"),
        ("relationships", "member", "updated"),
    }


@pytest.mark.django_db
def test_records_an_update_when_a_part_is_added_changed_or_deleted() -> None:
    event = publish(make_event("signing"))
    watch, updated = FeedWatch(), {("events", "signing", "updated")}

    part = make_participation(event, publish(make_actor("albania")))
    assert updated <= watch.entries()
    watch = FeedWatch()
    Participation.objects.filter(id=part.id).update(statement="Spoke.")
    assert watch.entries() == updated
    watch = FeedWatch()
    part.delete()
    assert watch.entries() == updated


@pytest.mark.django_db
def test_records_deletion_of_records_hidden_with_another() -> None:
    subject, other = publish(make_actor("person")), publish(make_actor("state"))
    publish(make_relationship(subject, other, slug="office"))
    watch = FeedWatch()

    Actor.objects.filter(id=other.id).update(review_status="retracted")

    assert {
        ("actors", "state", "retracted"),
        ("relationships", "office", "deleted"),
    } <= watch.entries()


@pytest.mark.django_db
def test_records_the_old_and_the_new_key_of_a_renamed_record() -> None:
    place, pact = make_place("skadar"), publish(make_agreement("pact"))
    make_clause(pact, 3)
    watch = FeedWatch()

    Place.objects.filter(id=place.id).update(slug="shkodra")
    Clause.objects.update(number=4)

    assert {("places", "skadar", "deleted"), ("places", "shkodra", "created")} <= watch.entries()
    assert {("clauses", "pact.3", "deleted"), ("clauses", "pact.4", "created")} <= watch.entries()


@pytest.mark.django_db
def test_records_one_change_per_record_and_transaction() -> None:
    settle()
    event = publish(make_event("signing"))
    Event.objects.filter(id=event.id).update(title="One")
    Event.objects.filter(id=event.id).update(title="Two")
    watch = FeedWatch()
    Event.objects.filter(id=event.id).update(title="Three")
    Event.objects.filter(id=event.id).update(review_status="retracted")
    Event.objects.filter(id=event.id).update(review_status="published")

    assert ("events", "signing", "updated") in watch.entries()
    assert stamps()["records_change"] - watch.since == len(watch.entries())


@pytest.mark.django_db
def test_leaves_no_pending_changes() -> None:
    publish(make_event())
    settle()

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM records_pending NATURAL FULL JOIN records_touched")
        assert cursor.fetchone() == (0,)


@pytest.mark.django_db
def test_records_a_reset_when_tables_are_truncated() -> None:
    publish(make_event())
    watch = FeedWatch()

    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE events_event CASCADE")

    assert watch.entries() == {("", "", "reset")}


@pytest.mark.django_db
def test_records_rows_inserted_by_copy() -> None:
    event = publish(make_event("signing"))
    actor = publish(make_actor())
    watch = FeedWatch()

    with connection.cursor() as cursor:
        columns = "event_id, actor_id, role, stance, capacity, statement"
        line = io.StringIO(f"{event.id}\t{actor.id}\thost\tnone\t\t\n")
        cursor.copy_expert(f"COPY events_participation ({columns}) FROM STDIN", line)

    assert watch.entries() == {("events", "signing", "updated")}


def tables_in(resource: str, client: Client) -> set[str]:
    """The tables in the SQL of a resource's list."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(f"/api/v1/{resource}/?page_size=1").status_code == 200
    names = {model._meta.db_table for model in published_models()}
    text = " ".join(query["sql"] for query in captured)
    return {name for name in names if f'"{name}"' in text}


@pytest.mark.django_db
@pytest.mark.parametrize("prefix", [prefix for prefix, _, _ in router.registry])
def test_watches_every_table_that_a_record_is_read_from(prefix: str, client: Client) -> None:
    make_event_type("treaty.signing")
    read = {
        name for each in public_resources() if each.resource == prefix for name in each.tables()
    }

    assert tables_in(prefix, client) <= read


@pytest.fixture
def committed(transactional_db: Any) -> Iterator[None]:
    """For tests that commit; truncates all tables afterwards."""
    yield
    tables = ", ".join(model._meta.db_table for model in models_in_load_order())
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {tables} CASCADE")


def test_numbers_changes_in_the_order_of_commits(committed: None) -> None:
    first, second = publish(make_actor("first")), publish(make_actor("second"))
    since = stamps()["records_change"]
    done: list[str] = []

    def later() -> None:
        Actor.objects.filter(id=second.id).update(name="Later")
        done.append("second")
        connection.close()

    thread = threading.Thread(target=later)
    with transaction.atomic():
        Actor.objects.filter(id=first.id).update(name="Sooner")
        settle()
        thread.start()
        thread.join(0.3)
        done.append("first")
    thread.join()

    assert done == ["first", "second"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT key FROM records_change WHERE number > %s ORDER BY number", [since])
        assert cursor.fetchall() == [("first",), ("second",)]
        cursor.execute("SELECT count(*) = max(number) FROM records_change")
        assert cursor.fetchone() == (True,)


def test_gives_no_number_to_rolled_back_changes(committed: None) -> None:
    actor = publish(make_actor())
    before = stamps()

    with transaction.atomic():
        Actor.objects.filter(id=actor.id).update(name="Other")
        settle()
        transaction.set_rollback(True)

    assert stamps() == before


def read_all(client: Client) -> dict[str, dict[str, Any]]:
    copy: dict[str, dict[str, Any]] = {}
    for prefix, _view, _ in router.registry:
        address: Any = f"/api/v1/{prefix}/?page_size=500"
        while address:
            page = client.get(address).json()
            for row in page["results"]:
                copy[row.get("url") or row["key"]] = row
            address = page["next"]
    return copy


def follow(client: Client, copy: dict[str, Any], address: str) -> str:
    """Updates the copy as documented; returns the URL of the next changes."""
    while True:
        page = client.get(address).json()
        for change in page["results"]:
            if change["kind"] == "reset":
                copy.clear()
                copy.update(read_all(client))
            elif change["kind"] in {"created", "updated"}:
                answer = client.get(change["url"])
                if answer.status_code == 200:
                    copy[change["url"]] = answer.json()
            else:
                copy.pop(change["url"], None)
        address = page["next"]
        if not page["more"]:
            return address


EDITS = 120


def test_keeps_a_copy_in_sync_through_random_edits(committed: None, client: Client) -> None:
    dice = random.Random(7)  # noqa: S311 (not for security)
    actors = [publish(make_actor(f"actor-{n}")) for n in range(4)] + [make_actor("draft")]
    events = [publish(make_event(f"event-{n}")) for n in range(4)] + [make_event("draft")]
    pacts = [publish(make_agreement(f"pact-{n}")) for n in range(3)]
    sources = [make_source(f"source-{n}") for n in range(3)]
    place = make_place("place", country=actors[0])
    start = client.get("/api/v1/meta/").json()["last_change"]
    copy = read_all(client)
    address = f"/api/v1/changes/?since={start}&page_size=7"

    edits: list[Any] = [
        lambda a, e, p: Actor.objects.filter(id=a.id).update(name=f"Name {dice.random()}"),
        lambda a, e, p: Actor.objects.filter(id=a.id).update(review_status="retracted"),
        lambda a, e, p: publish(Actor.objects.get(id=a.id)),
        lambda a, e, p: Event.objects.filter(id=e.id).update(
            title=f"T{dice.random()}", place=place
        ),
        lambda a, e, p: Event.objects.filter(id=e.id).update(agreement=p, parent=events[0]),
        lambda a, e, p: Event.objects.filter(id=e.id).update(review_status="retracted"),
        lambda a, e, p: publish(Event.objects.get(id=e.id)),
        lambda a, e, p: claim(
            make_participation(e, a, dice.choice(["host", "speaker"])), sources[0]
        ),
        lambda a, e, p: Participation.objects.filter(event=e).delete(),
        lambda a, e, p: Participation.objects.filter(event=e).update(event=dice.choice(events)),
        lambda a, e, p: claim(link_events(e, "contradicts", dice.choice(events)), sources[1]),
        lambda a, e, p: publish(make_figure(event=e)),
        lambda a, e, p: make_clause(p, dice.randint(1, 9)).concerns.add(a),
        lambda a, e, p: Clause.objects.filter(agreement=p).update(heading=f"H{dice.random()}"),
        lambda a, e, p: Agreement.objects.filter(id=p.id).update(title=f"P{dice.random()}", bloc=a),
        lambda a, e, p: publish(make_relationship(a, dice.choice(actors))),
        lambda a, e, p: make_name(a, f"N{dice.random()}"),
        lambda a, e, p: type(place).objects.update(name=f"Place {dice.random()}", country=a),
        lambda a, e, p: type(sources[0]).objects.update(title=f"S{dice.random()}"),
        lambda a, e, p: (
            type(sources[0])
            .objects.filter(slug="source-0")
            .update(review_status=dice.choice(["retracted", "published"]))
        ),
    ]
    for number in range(EDITS):
        edit = dice.choice(edits)
        # Rules reject some edits.
        with suppress(IntegrityError), transaction.atomic():
            edit(dice.choice(actors), dice.choice(events), dice.choice(pacts))
        if number % 10 == 9:
            address = follow(client, copy, address)

    assert copy == read_all(client)
    assert len(copy) > 30


@pytest.mark.django_db
def test_detects_triggers_that_ignore_the_public_flag() -> None:
    event = make_event("hidden")
    [model] = [model for model in published_models() if model is Event]
    faulty = _recorder(SCHEMA, model, public_resources(), "UPDATE").replace("is_public", "id > 0")
    with connection.cursor() as cursor:
        cursor.execute("DROP FUNCTION published.events_event_update CASCADE")
        cursor.execute(faulty)
    watch = FeedWatch()

    Event.objects.filter(id=event.id).update(title="Other")

    assert watch.touched() != set()


@pytest.mark.django_db
def test_recreates_the_triggers_with_the_views() -> None:
    publish(make_event())
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA published CASCADE")
    watch = FeedWatch()
    publish_schema()

    assert watch.entries() == {("", "", "reset")}
    watch = FeedWatch()
    publish(make_actor("albania"))
    assert ("actors", "albania", "created") in watch.entries()
