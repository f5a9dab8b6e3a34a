"""Two records of one thing become one, with all that refers to them, and two again."""

from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import IntegrityError, connection

from actors.models import Actor, ActorClaim, ActorName, Relationship
from agreements.models import Agreement, AgreementParty
from balkanwatch.apps import published_models
from curation.merging.record_merge import MergeRefusedError, merge, preview_merge, undo_merge
from events.models import Event, Participation, Place
from sources.models import Source
from tests.builders import (
    claim,
    link_events,
    make_actor,
    make_agreement,
    make_clause,
    make_event,
    make_figure,
    make_identifier,
    make_name,
    make_participation,
    make_party,
    make_place,
    make_place_name,
    make_relationship,
    make_source,
    publish,
)

pytestmark = pytest.mark.django_db
# What moves by itself, and tells of the merge that it was there
TOLD = "'version', 'updated_at', 'retracted_at'"


@pytest.fixture
def ana() -> User:
    return User.objects.create_superuser("ana")


def everything() -> dict[str, Any]:
    """All rows of the data set, but for versions and times."""
    rows = {}
    with connection.cursor() as cursor:
        for model in published_models():
            table = model._meta.db_table
            cursor.execute(f"SELECT (to_jsonb(r) - ARRAY[{TOLD}])::text FROM {table} r ORDER BY id")
            rows[table] = cursor.fetchall()
    return rows


def world(status: str) -> tuple[Actor, Actor]:
    """One state twice, with rows of every kind about both."""
    stays, gone = make_actor("serbia"), make_actor("srbija", name="Srbija")
    nato, agreement, event = make_actor("nato"), make_agreement(), make_event()
    wire = make_source("wire")
    for actor in (stays, gone):
        make_name(actor, "Србија", "sr-Cyrl")
        make_identifier(actor, "wikidata", "Q403", preferred=actor is stays)
        claim(actor, wire)
        relation = make_relationship(actor, nato)
        claim(relation, wire)
        claim(make_party(agreement, actor), wire)
        claim(make_participation(event, actor, "host"), wire, locator=str(actor.pk))
        make_participation(event, nato, "speaker", stance="opposes", toward=actor)
        make_figure(actor=actor)
    make_name(gone, "Serbie", "fr")
    make_identifier(gone, "iso2", "RS")
    clause = make_clause(agreement)
    clause.concerns.add(stays, gone)
    make_clause(agreement, 2).concerns.add(gone)
    make_actor("belgrade", kind="person", country=gone)
    if status == "published":
        publish(nato, stays, gone, *Relationship.objects.all(), agreement, event)
    connection.check_constraints()
    return stays, gone


@pytest.mark.parametrize("status", ["draft", "published"])
def test_moves_every_reference_and_puts_each_back(ana: User, status: str):
    stays, gone = world(status)
    before = everything()

    made, _ = merge(gone=gone, stays=stays, by=ana)

    left = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.local_fields
        if field.related_model is Actor
        and model._default_manager.filter(**{field.attname: gone.pk}).exists()
    ]
    # A published relationship that is one now leads to the other, and stays as it was.
    assert left == ([] if status == "draft" else ["Relationship.subject"])
    assert Participation.objects.filter(actor=stays).count() == 1
    assert Participation.objects.get(actor=stays).claims.count() == 2
    assert AgreementParty.objects.get().actor == stays
    assert set(stays.names.values_list("name", flat=True)) == {"Србија", "Serbie", "Srbija"}

    undo_merge(made, by=ana)

    assert everything() == before


def test_what_was_public_leads_to_what_stays_and_a_draft_goes_whole(ana: User):
    public, draft, stays = publish(make_actor("one")), make_actor("two"), publish(make_actor("all"))

    merge(gone=public, stays=stays, by=ana)
    merge(gone=draft, stays=stays, by=ana)

    public.refresh_from_db()
    assert (public.review_status, public.merged_into) == ("retracted", stays)
    assert not Actor.objects.filter(slug="two").exists()


def test_the_address_of_what_was_public_leads_on(ana: User, client: Any):
    gone, stays = publish(make_actor("one")), publish(make_actor("all"))

    merge(gone=gone, stays=stays, by=ana)

    answer = client.get("/api/v1/actors/one/")
    assert (answer.status_code, answer["Location"]) == (
        308,
        "http://testserver/api/v1/actors/all/",
    )


def test_takes_the_values_that_were_chosen(ana: User):
    stays = make_agreement("one", title="One", summary="Short")
    gone = make_agreement("two", title="Two", summary="Long")

    made, _ = merge(gone=gone, stays=stays, take=["summary"], by=ana)

    stays.refresh_from_db()
    assert (stays.title, stays.summary) == ("One", "Long")
    undo_merge(made, by=ana)
    stays.refresh_from_db()
    assert stays.summary == "Short"


@pytest.mark.parametrize("build", [make_source, make_event, make_agreement, make_place])
def test_merges_records_of_each_kind(ana: User, build: Any):
    stays, gone = build("one"), build("two")
    make_event(place=gone) if build is make_place else None
    claim(make_actor(), gone) if build is make_source else None
    before = everything()

    made, outcome = merge(gone=gone, stays=stays, by=ana)

    assert type(gone)._default_manager.filter(slug="two").exists() is (build is make_source)
    assert sum(outcome.moved.values()) == (1 if build in (make_place, make_source) else 0)
    undo_merge(made, by=ana)
    assert everything() == before


def test_says_what_it_would_do_and_does_nothing(ana: User):
    stays, gone = world("draft")
    before = everything()

    outcome = preview_merge(gone=gone, stays=stays, by=ana)

    assert (outcome.moved["figures"], outcome.moved["identifiers"]) == (1, 1)
    assert outcome.joined["participants"] == ["Srbija – Host", "Nato – Speaker"]
    assert outcome.joined["claims"] == ["wire", "wire", "wire"]
    assert everything() == before


def test_refuses_what_makes_no_sense(ana: User):
    draft, public = make_actor("draft"), publish(make_actor("public"))
    retracted = make_source("gone", review_status="retracted")

    for gone, stays, reason in (
        (draft, draft, "into itself"),
        (draft, make_event(), "of the same kind"),
        (public, draft, "another published record"),
        (retracted, make_source(), "A retracted record"),
    ):
        with pytest.raises(MergeRefusedError, match=reason):
            merge(gone=gone, stays=stays, by=ana)


def test_refuses_two_that_stand_in_a_relation(ana: User):
    one, two = make_event("one"), make_event("two")
    link_events(one, "follows", two)

    with pytest.raises(IntegrityError, match="An event has no link to itself"):
        merge(gone=two, stays=one, by=ana)

    assert Event.objects.count() == 2


def test_is_not_undone_where_later_edits_stand_on_it(ana: User):
    stays, gone = make_actor("one"), make_actor("two", name="Deux")
    name = make_name(gone, "Zwei", "de")
    made, _ = merge(gone=gone, stays=stays, by=ana)
    other = make_actor()
    ActorName.objects.filter(pk=name.pk).update(actor=other)

    with pytest.raises(MergeRefusedError, match=f"Name {name.pk} was changed since: actor_id"):
        undo_merge(made, by=ana)

    assert not Actor.objects.filter(slug="two").exists()
    ActorName.objects.filter(pk=name.pk).update(actor=stays)
    undo_merge(made, by=ana)
    assert Actor.objects.get(slug="two").names.get() == name
    with pytest.raises(MergeRefusedError, match="already been undone"):
        undo_merge(made, by=ana)


def test_merges_what_was_merged_before(ana: User):
    first, second, third = (publish(make_actor(slug)) for slug in ("one", "two", "three"))
    earlier, _ = merge(gone=first, stays=second, by=ana)
    later, _ = merge(gone=second, stays=third, by=ana)

    first.refresh_from_db()
    assert first.merged_into == third
    with pytest.raises(MergeRefusedError):
        undo_merge(earlier, by=ana)
    undo_merge(later, by=ana)
    undo_merge(earlier, by=ana)
    assert Actor.objects.published().count() == 3


def test_claims_of_a_source_that_goes_are_of_the_one_that_stays(ana: User):
    stays, gone, actor = make_source("one"), make_source("two"), make_actor()
    for source in (stays, gone):
        claim(actor, source)
    claim(actor, gone, locator="p. 2")
    publish(actor)

    merge(gone=gone, stays=stays, by=ana)

    assert list(ActorClaim.objects.values_list("source__slug", "locator")) == [
        ("one", ""),
        ("one", "p. 2"),
    ]
    assert Source.objects.get(slug="two").merged_into == stays


def test_the_name_of_a_place_that_goes_is_a_further_one_of_the_one_that_stays(ana: User):
    stays, gone = make_place("one", name="Subotica"), make_place("two", name="Szabadka")
    for place in (stays, gone):
        make_place_name(place, "Суботица", language="sr-Cyrl")
    before = everything()

    made, _ = merge(gone=gone, stays=stays, by=ana)

    assert list(stays.names.values_list("name", "language")) == [
        ("Суботица", "sr-Cyrl"),
        ("Szabadka", "und"),
    ]
    undo_merge(made, by=ana)
    assert everything() == before


def test_places_are_merged_with_their_parts(ana: User):
    stays, gone = make_place("one"), make_place("two", geonames_id=783754)
    make_place("three", parent=gone)

    merge(gone=gone, stays=stays, take=["geonames_id"], by=ana)

    assert Place.objects.get(slug="three").parent == stays
    assert Place.objects.get(slug="one").geonames_id == 783754
    assert Agreement.objects.count() == 0
