"""Public changes get a stamp and an entry in the change feed; other changes leave no trace."""

import io
import random
import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client

from actors.models import Actor
from agreements.models import Clause
from balkanwatch.api import router
from balkanwatch.apps import publish as publish_schema
from balkanwatch.apps import published_models
from balkanwatch.public_resources import public_resources
from events.models import Event, Participation
from records.public_changes import _recorder
from records.published_views import SCHEMA
from tests import cases, database, make

Entry = tuple[str, str, str]


def update(record: Any, **values: Any) -> None:
    type(record).objects.filter(id=record.id).update(**values)


class FeedWatch:
    """The entries of the change feed from now on."""

    def __init__(self) -> None:
        self.since = database.stamps()["records_change"]
        self.stamps = database.stamps()

    def entries(self) -> set[Entry]:
        database.settle()
        query = "SELECT resource, key, kind FROM records_change WHERE number > %s"
        return set(database.rows(query, self.since))

    def touched(self) -> set[str]:
        return {name for name, number in database.stamps().items() if number != self.stamps[name]}


def test_ignores_drafts_and_their_parts() -> None:
    published = make.publish(make.event("shown"))
    watch = FeedWatch()

    draft, actor = make.event("hidden"), make.actor("hidden")
    make.name(actor, "Name")
    make.participation(draft, actor)
    make.participation(published, actor)
    make.claim(draft)
    place = make.place("somewhere")
    watch_place = FeedWatch()
    update(place, country=actor)
    update(draft, title="Other", review_status="in_review", submitted_by=make.submitter())
    draft.delete()

    assert {entry for entry in watch.entries() if entry[0] not in {"sources", "places"}} == set()
    assert watch_place.touched() == set()


def test_ignores_notes() -> None:
    event = make.publish(make.event())
    watch, before = FeedWatch(), Event.objects.get(id=event.id).updated_at

    update(event, note="internal")

    assert (watch.entries(), watch.touched()) == (set(), set())
    assert Event.objects.get(id=event.id).updated_at == before


def test_records_a_record_from_publication_to_retraction() -> None:
    wire = make.source("wire")
    event = make.event("signing")
    make.claim(event, wire)
    watch = FeedWatch()

    make.publish(event)
    [(_, key, _)] = {entry for entry in watch.entries() if entry[0] == "claims"}
    assert watch.entries() == {("events", "signing", "created"), ("claims", key, "created")}
    assert watch.touched() == {"events_event", "events_eventclaim", "records_change"}

    watch = FeedWatch()
    update(event, title="Other")
    assert watch.entries() == {("events", "signing", "updated")}

    watch = FeedWatch()
    update(event, review_status="retracted")
    assert watch.entries() == {("events", "signing", "retracted"), ("claims", key, "deleted")}

    watch = FeedWatch()
    update(event, retraction_reason="Never happened.")
    assert watch.entries() == {("events", "signing", "retracted")}

    watch = FeedWatch()
    update(event, review_status="published", retraction_reason="")
    assert ("events", "signing", "created") in watch.entries()


def test_records_the_target_of_a_merge() -> None:
    stays, goes = make.publish(make.actor("stays")), make.publish(make.actor("goes"))
    watch = FeedWatch()

    update(goes, review_status="retracted", merged_into=stays)

    assert ("actors", "goes", "merged") in watch.entries()
    query = "SELECT merged_into FROM records_change WHERE key = 'goes' AND kind = 'merged'"
    assert database.rows(query) == [("stays",)]


def test_records_every_record_that_shows_the_change() -> None:
    actor, event = make.publish(make.actor("albania")), make.publish(make.event("signing"))
    make.participation(event, actor)
    pact = make.publish(make.agreement("pact"))
    clause = make.clause(pact)
    clause.concerns.add(actor)
    make.publish(make.relationship(actor, make.publish(make.actor("nato")), slug="member"))
    watch = FeedWatch()

    update(actor, description="A state.")
    assert watch.entries() == {("actors", "albania", "updated")}

    update(actor, name="Shqipëria")
    assert watch.entries() == {
        ("actors", "albania", "updated"),
        ("agreements", "pact", "updated"),
        ("clauses", "pact.1", "updated"),
        ("events", "signing", "updated"),
        ("relationships", "member", "updated"),
    }


def test_records_an_update_when_a_part_is_added_changed_or_deleted() -> None:
    event = make.publish(make.event("signing"))
    watch, updated = FeedWatch(), {("events", "signing", "updated")}

    part = make.participation(event, make.publish(make.actor("albania")))
    assert updated <= watch.entries()
    watch = FeedWatch()
    update(part, statement="Spoke.")
    assert watch.entries() == updated
    watch = FeedWatch()
    part.delete()
    assert watch.entries() == updated


def test_records_deletion_of_records_hidden_with_another() -> None:
    subject, other = make.publish(make.actor("person")), make.publish(make.actor("state"))
    make.publish(make.relationship(subject, other, slug="office"))
    watch = FeedWatch()

    update(other, review_status="retracted")

    hidden = {("actors", "state", "retracted"), ("relationships", "office", "deleted")}
    assert hidden <= watch.entries()


def test_records_the_old_and_the_new_key_of_a_renamed_record() -> None:
    place, pact = make.place("skadar"), make.publish(make.agreement("pact"))
    make.clause(pact, 3)
    watch = FeedWatch()

    update(place, slug="shkodra")
    Clause.objects.update(number=4)

    assert {("places", "skadar", "deleted"), ("places", "shkodra", "created")} <= watch.entries()
    assert {("clauses", "pact.3", "deleted"), ("clauses", "pact.4", "created")} <= watch.entries()


def test_records_one_change_per_record_and_transaction() -> None:
    database.settle()
    event = make.publish(make.event("signing"))
    update(event, title="One")
    update(event, title="Two")
    watch = FeedWatch()
    update(event, title="Three")
    update(event, review_status="retracted")
    update(event, review_status="published")

    assert ("events", "signing", "updated") in watch.entries()
    assert database.stamps()["records_change"] - watch.since == len(watch.entries())


def test_leaves_no_pending_changes() -> None:
    make.publish(make.event())
    database.settle()

    pending = "SELECT count(*) FROM records_pending NATURAL FULL JOIN records_touched"
    assert database.rows(pending) == [(0,)]


def test_records_a_reset_when_tables_are_truncated() -> None:
    make.publish(make.event())
    watch = FeedWatch()

    database.execute("TRUNCATE events_event CASCADE")

    assert watch.entries() == {("", "", "reset")}


def test_gives_no_number_twice_after_an_older_backup_was_restored() -> None:
    make.publish(make.event())
    watch = FeedWatch()
    seen_by_a_reader = watch.since + 500

    call_command("reset_changes", stdout=io.StringIO())

    assert watch.entries() == {("", "", "reset")}
    assert database.stamps()["records_change"] > seen_by_a_reader


def test_records_rows_inserted_by_copy() -> None:
    event = make.publish(make.event("signing"))
    actor = make.publish(make.actor())
    watch = FeedWatch()

    with connection.cursor() as cursor:
        columns = "event_id, actor_id, role, stance, capacity, statement"
        line = io.StringIO(f"{event.id}\t{actor.id}\thost\tnone\t\t\n")
        cursor.copy_expert(f"COPY events_participation ({columns}) FROM STDIN", line)

    assert watch.entries() == {("events", "signing", "updated")}


def tables_in(resource: str, client: Client) -> set[str]:
    """The tables in the SQL of a resource's list."""
    text = " ".join(database.queries_of(client.get, f"/api/v1/{resource}/?page_size=1"))
    assert client.get(f"/api/v1/{resource}/?page_size=1").status_code == 200
    names = {model._meta.db_table for model in published_models()}
    return {name for name in names if f'"{name}"' in text}


@cases("prefix", *[prefix for prefix, _, _ in router.registry])
def test_watches_every_table_that_a_record_is_read_from(prefix: str, client: Client) -> None:
    make.event_type("treaty.signing")
    read = [each.tables() for each in public_resources() if each.resource == prefix]

    assert tables_in(prefix, client) <= set().union(*read)


@pytest.fixture
def committed(transactional_db: Any) -> Iterator[None]:
    """For tests that commit; truncates all tables afterwards."""
    yield
    database.empty()


def test_numbers_changes_in_the_order_of_commits(committed: None) -> None:
    first, second = make.publish(make.actor("first")), make.publish(make.actor("second"))
    since = database.stamps()["records_change"]
    done: list[str] = []

    def later() -> None:
        update(second, name="Later")
        done.append("second")
        connection.close()

    thread = threading.Thread(target=later)
    with transaction.atomic():
        update(first, name="Sooner")
        database.settle()
        thread.start()
        thread.join(0.3)
        done.append("first")
    thread.join()

    assert done == ["first", "second"]
    recorded = "SELECT key FROM records_change WHERE number > %s ORDER BY number"
    assert database.rows(recorded, since) == [("first",), ("second",)]
    assert database.rows("SELECT count(*) = max(number) FROM records_change") == [(True,)]


def test_gives_no_number_to_rolled_back_changes(committed: None) -> None:
    actor = make.publish(make.actor())
    before = database.stamps()

    with transaction.atomic():
        update(actor, name="Other")
        database.settle()
        transaction.set_rollback(True)

    assert database.stamps() == before


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
    actors = [make.publish(make.actor(f"actor-{n}")) for n in range(4)] + [make.actor("draft")]
    events = [make.publish(make.event(f"event-{n}")) for n in range(4)] + [make.event("draft")]
    pacts = [make.publish(make.agreement(f"pact-{n}")) for n in range(3)]
    sources = [make.source(f"source-{n}") for n in range(3)]
    place = make.place("place", country=actors[0])
    start = client.get("/api/v1/meta/").json()["last_change"]
    copy = read_all(client)
    address = f"/api/v1/changes/?since={start}&page_size=7"

    edits: list[Any] = [
        lambda a, e, p: update(a, name=f"Name {dice.random()}"),
        lambda a, e, p: update(a, review_status="retracted"),
        lambda a, e, p: make.publish(Actor.objects.get(id=a.id)),
        lambda a, e, p: update(e, title=f"T{dice.random()}", place=place),
        lambda a, e, p: update(e, agreement=p, parent=events[0]),
        lambda a, e, p: update(e, review_status="retracted"),
        lambda a, e, p: make.publish(Event.objects.get(id=e.id)),
        lambda a, e, p: make.claim(
            make.participation(e, a, dice.choice(["host", "speaker"])), sources[0]
        ),
        lambda a, e, p: Participation.objects.filter(event=e).delete(),
        lambda a, e, p: Participation.objects.filter(event=e).update(event=dice.choice(events)),
        lambda a, e, p: make.claim(
            make.event_link(e, "contradicts", dice.choice(events)), sources[1]
        ),
        lambda a, e, p: make.publish(make.figure(event=e)),
        lambda a, e, p: make.clause(p, dice.randint(1, 9)).concerns.add(a),
        lambda a, e, p: Clause.objects.filter(agreement=p).update(heading=f"H{dice.random()}"),
        lambda a, e, p: update(p, title=f"P{dice.random()}", bloc=a),
        lambda a, e, p: make.publish(make.relationship(a, dice.choice(actors))),
        lambda a, e, p: make.name(a, f"N{dice.random()}"),
        lambda a, e, p: update(place, name=f"Place {dice.random()}", country=a),
        lambda a, e, p: type(sources[0]).objects.update(title=f"S{dice.random()}"),
        lambda a, e, p: update(sources[0], review_status=dice.choice(["retracted", "published"])),
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


def test_detects_triggers_that_ignore_the_public_flag() -> None:
    event = make.event("hidden")
    [model] = [model for model in published_models() if model is Event]
    faulty = _recorder(SCHEMA, model, public_resources(), "UPDATE").replace("is_public", "id > 0")
    database.execute("DROP FUNCTION published.events_event_update CASCADE", faulty)
    watch = FeedWatch()

    update(event, title="Other")

    assert watch.touched() != set()


def test_recreates_the_triggers_with_the_views() -> None:
    make.publish(make.event())
    database.execute("DROP SCHEMA published CASCADE")
    watch = FeedWatch()
    publish_schema()

    assert watch.entries() == {("", "", "reset")}
    watch = FeedWatch()
    make.publish(make.actor("albania"))
    assert ("actors", "albania", "created") in watch.entries()
