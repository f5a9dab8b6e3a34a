"""Readers see the public rows and nothing else, because the database shows them nothing else."""

from typing import Any

import pytest
from django.db import InternalError, OperationalError, ProgrammingError, connection, transaction
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
    PlaceName,
)
from records.models import Crosswalk, Term
from records.publication import reading, withdraw_schema
from sources.models import Source
from tests.builders import (
    claim,
    link_events,
    make_actor,
    make_agreement,
    make_event,
    make_figure,
    make_name,
    make_participation,
    make_place,
    make_relationship,
    make_source,
    make_topic,
    publish,
)

pytestmark = pytest.mark.django_db

# Tables all of whose rows are public: vocabularies and places say nothing of any draft.
OPEN_TABLES = (Term, Crosswalk, Place, PlaceName)


def shown(model: Any, **lookups: Any) -> int:
    with reading():
        return int(model.objects.filter(**lookups).count())


def test_flags_every_table_that_can_hold_what_is_not_public() -> None:
    unflagged = [
        model
        for model in published_models()
        if not model._meta.auto_created
        and not issubclass(model, OPEN_TABLES)
        and not any(field.name == "is_public" for field in model._meta.local_fields)
    ]

    assert not unflagged


def test_gives_readers_a_view_of_every_table_and_the_tables_to_nobody() -> None:
    for model in published_models():
        with reading(), connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {model._meta.db_table}")
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            reading(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"SELECT count(*) FROM public.{model._meta.db_table}")


@pytest.mark.parametrize("table", ["auth_user", "django_session", "django_admin_log"])
def test_shows_readers_nothing_of_the_site_itself(table: str) -> None:
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        reading(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"SELECT count(*) FROM {table}")


def test_lets_readers_write_nothing() -> None:
    refused = pytest.raises((InternalError, ProgrammingError), match=r"read-only|permission denied")
    with refused, reading():
        make_topic("pol")


def test_lets_everything_be_written_again_afterwards() -> None:
    with reading():
        pass

    make_actor("later")

    assert Actor.objects.filter(slug="later").exists()


def test_stops_a_question_that_takes_too_long(settings: Any, client: Client) -> None:
    settings.READING_TIMEOUT_MS = 100

    with pytest.raises(OperationalError), reading(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(5)")


def test_answers_503_while_the_database_is_away(client: Client, monkeypatch: Any) -> None:
    def away(*args: Any) -> Any:
        raise OperationalError("gone")

    monkeypatch.setattr("api.views.reading", away)
    answer = client.get("/api/v1/events/")

    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert answer["Content-Type"] == "application/problem+json"


def test_never_shows_an_internal_note() -> None:
    publish(make_actor("albania", note="for colleagues"))

    with reading():
        assert Actor.objects.get(slug="albania").note == ""


def test_hides_what_is_part_of_a_draft_until_it_is_published() -> None:
    actor = make_actor()
    make_name(actor, "Name")

    assert shown(ActorName) == 0
    publish(actor)
    assert shown(ActorName) == 1
    Actor.objects.filter(id=actor.id).update(review_status="retracted")
    assert shown(ActorName) == 0


def test_hides_a_published_relation_with_either_of_its_actors() -> None:
    subject, other = make_actor(), make_actor()
    publish(subject, make_relationship(subject, other))

    assert shown(Relationship) == 0
    publish(other)
    assert shown(Relationship) == 1


def test_hides_a_claim_with_its_source_and_with_the_row_it_is_about() -> None:
    event, actor = publish(make_event()), make_actor()
    source = make_source(review_status="draft")
    claim(make_participation(event, actor), source)

    assert shown(EventClaim, participation__isnull=False) == 0
    publish(actor)
    assert shown(EventClaim, participation__isnull=False) == 0
    publish(source)
    assert shown(EventClaim, participation__isnull=False) == 1
    Event.objects.filter(id=event.id).update(review_status="retracted")
    assert shown(EventClaim) == 0


def test_hides_links_and_figures_with_what_they_hang_on() -> None:
    first, second = make_event(), make_event()
    link_events(second, "follows", first)
    publish(second, make_figure(event=first))

    assert (shown(EventLink), shown(Figure)) == (0, 0)
    publish(first)
    assert (shown(EventLink), shown(Figure)) == (1, 1)


def test_empties_a_reference_to_a_draft() -> None:
    draft, pact = make_actor(), make_agreement()
    event = make_event(agreement=pact, place=make_place("square", country=draft))
    publish(event)

    with reading():
        seen: Any = Event.objects.select_related("place").get()
        assert (seen.agreement_id, seen.place.country_id) == (None, None)
        assert Event.objects.filter(agreement__isnull=True).exists()
    publish(pact)
    with reading():
        assert Event.objects.get().agreement_id == pact.id


def test_moves_a_row_into_the_light_or_dark_with_its_record() -> None:
    draft, published = make_event(), publish(make_event())
    part = make_participation(draft, publish(make_actor()))

    assert shown(Participation) == 0
    Participation.objects.filter(id=part.id).update(event=published)
    assert shown(Participation) == 1
    Participation.objects.filter(id=part.id).update(event=draft)
    assert shown(Participation) == 0


def test_cannot_be_told_that_a_row_is_public() -> None:
    part = make_participation(make_event(), make_actor())

    Participation.objects.filter(id=part.id).update(is_public=True)

    assert shown(Participation) == 0


def test_publishing_an_actor_is_no_new_version_of_its_relations() -> None:
    subject, other = publish(make_actor()), make_actor()
    relation = publish(make_relationship(subject, other))

    publish(other)
    version = Relationship.objects.get(id=relation.id).version

    assert version == relation.version


def test_makes_the_views_anew_only_if_they_changed() -> None:
    def identity() -> Any:
        with connection.cursor() as cursor:
            cursor.execute("SELECT oid FROM pg_namespace WHERE nspname = 'published'")
            return cursor.fetchone()

    before = identity()
    publish_all()
    assert identity() == before

    withdraw_schema()
    publish_all()
    assert identity() not in (None, before)
    assert shown(Agreement) == shown(Source) == shown(ActorClaim) == 0


def test_reads_through_the_views_where_there_is_no_role(settings: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr("records.publication.reader_role", lambda using: "none")
    publish(make_actor("albania"))
    make_actor("hidden")

    with transaction.atomic():
        assert shown(Actor) == 1
