"""The database shows readers the public rows and nothing else."""

from typing import Any

import pytest
from django.db import InternalError, OperationalError, ProgrammingError, transaction
from django.test import Client

from actors.models import Actor, ActorClaim, ActorName, Relationship
from agreements.models import Agreement
from balkanwatch.apps import publish as publish_all
from balkanwatch.apps import published_models
from events.models import (
    Event,
    EventClaim,
    EventLink,
    Figure,
    Participation,
    Place,
    PlaceIdentifier,
    PlaceName,
)
from records.models import Crosswalk, Term
from records.publication import reading, withdraw_schema
from sources.models import Source
from tests import cases, database, make

# Vocabularies and places are public in full: they reveal nothing about drafts.
OPEN_TABLES = (Term, Crosswalk, Place, PlaceName, PlaceIdentifier)


def visible_count(model: Any, **lookups: Any) -> int:
    with reading():
        return int(model.objects.filter(**lookups).count())


def test_has_a_public_flag_in_every_table_that_can_contain_drafts() -> None:
    unflagged = [
        model
        for model in published_models()
        if not model._meta.auto_created
        and not issubclass(model, OPEN_TABLES)
        and not any(field.name == "is_public" for field in model._meta.local_fields)
    ]

    assert not unflagged


def test_gives_readers_a_view_of_every_table_and_not_the_table() -> None:
    for model in published_models():
        with reading():
            database.rows(f"SELECT count(*) FROM {model._meta.db_table}")
        cannot_read(f"public.{model._meta.db_table}")


def cannot_read(table: str) -> None:
    refused = pytest.raises(ProgrammingError, match="permission denied")
    with refused, reading():
        database.rows(f"SELECT count(*) FROM {table}")


@cases("table", "auth_user", "django_session", "django_admin_log")
def test_gives_readers_no_access_to_internal_tables(table: str) -> None:
    cannot_read(table)


def test_lets_readers_write_nothing_and_others_afterwards() -> None:
    refused = pytest.raises((InternalError, ProgrammingError), match=r"read-only|permission denied")
    with refused, reading():
        make.topic("pol")

    make.actor("later")

    assert Actor.objects.filter(slug="later").exists()


def test_stops_a_query_that_takes_too_long(settings: Any, client: Client) -> None:
    settings.READING_TIMEOUT_MS = 100

    with pytest.raises(OperationalError), reading():
        database.rows("SELECT pg_sleep(5)")


def test_answers_503_without_a_database(client: Client, monkeypatch: Any) -> None:
    def away(*args: Any) -> Any:
        raise OperationalError("gone")

    monkeypatch.setattr("api.views.reading", away)
    answer = client.get("/api/v1/events/")

    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert answer["Content-Type"] == "application/problem+json"


def test_never_shows_an_internal_note() -> None:
    make.publish(make.actor("albania", note="for colleagues"))

    with reading():
        assert Actor.objects.get(slug="albania").note == ""


def test_hides_the_parts_of_a_draft_until_it_is_published() -> None:
    make.name(actor := make.actor(), "Name")

    assert visible_count(ActorName) == 0
    make.publish(actor)
    assert visible_count(ActorName) == 1
    Actor.objects.filter(id=actor.id).update(review_status="retracted")
    assert visible_count(ActorName) == 0


def test_hides_a_published_relation_with_either_of_its_actors() -> None:
    subject, other = make.actor(), make.actor()
    make.publish(subject, make.relationship(subject, other))

    assert visible_count(Relationship) == 0
    make.publish(other)
    assert visible_count(Relationship) == 1


def test_hides_a_claim_with_its_source_and_with_the_row_it_is_about() -> None:
    event, actor = make.publish(make.event()), make.actor()
    source = make.source(review_status="draft")
    make.claim(make.participation(event, actor), source)

    assert visible_count(EventClaim, participation__isnull=False) == 0
    make.publish(actor)
    assert visible_count(EventClaim, participation__isnull=False) == 0
    make.publish(source)
    assert visible_count(EventClaim, participation__isnull=False) == 1
    Event.objects.filter(id=event.id).update(review_status="retracted")
    assert visible_count(EventClaim) == 0


def test_hides_links_and_figures_with_their_records() -> None:
    first, second = make.event(), make.event()
    make.event_link(second, "follows", first)
    make.publish(second, make.figure(event=first))

    assert (visible_count(EventLink), visible_count(Figure)) == (0, 0)
    make.publish(first)
    assert (visible_count(EventLink), visible_count(Figure)) == (1, 1)


def test_hides_references_to_drafts() -> None:
    draft, pact = make.actor(), make.agreement()
    event = make.event(agreement=pact, place=make.place("square", country=draft))
    make.publish(event)

    with reading():
        seen: Any = Event.objects.select_related("place").get()
        assert (seen.agreement_id, seen.place.country_id) == (None, None)
        assert Event.objects.filter(agreement__isnull=True).exists()
    make.publish(pact)
    with reading():
        assert Event.objects.get().agreement_id == pact.id


def test_shows_a_row_only_with_its_record_whatever_is_written() -> None:
    draft, published = make.event(), make.publish(make.event())
    part = make.participation(draft, make.publish(make.actor()))
    row = Participation.objects.filter(id=part.id)

    assert visible_count(Participation) == 0
    row.update(event=published)
    assert visible_count(Participation) == 1
    row.update(event=draft)
    assert visible_count(Participation) == 0
    row.update(is_public=True)
    assert visible_count(Participation) == 0


def test_creates_no_new_version_of_the_relations_of_a_published_actor() -> None:
    subject, other = make.publish(make.actor()), make.actor()
    relation = make.publish(make.relationship(subject, other))

    make.publish(other)
    version = Relationship.objects.get(id=relation.id).version

    assert version == relation.version


def test_recreates_the_views_only_if_they_changed() -> None:
    def identity() -> Any:
        return database.rows("SELECT oid FROM pg_namespace WHERE nspname = 'published'")

    before = identity()
    publish_all()
    assert identity() == before

    withdraw_schema()
    publish_all()
    assert identity() not in ([], before)
    assert visible_count(Agreement) == visible_count(Source) == visible_count(ActorClaim) == 0


def test_reads_through_the_views_without_a_role(settings: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr("records.publication.reader_role", lambda using: "none")
    make.publish(make.actor("albania"))
    make.actor("hidden")

    with transaction.atomic():
        assert visible_count(Actor) == 1
