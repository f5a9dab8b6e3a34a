"""Two records are merged with everything that refers to them, and separated again."""

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
from tests import cases, database, make

# Columns that the database sets, and that a merge with its undoing changes
IGNORED = "'version', 'updated_at', 'retracted_at'"


@pytest.fixture
def ana() -> User:
    return User.objects.create_superuser("ana")


def everything() -> dict[str, Any]:
    """All rows of the data set, without versions and times."""
    row = f"SELECT (to_jsonb(r) - ARRAY[{IGNORED}])::text"
    tables = [model._meta.db_table for model in published_models()]
    return {table: database.rows(f"{row} FROM {table} r ORDER BY id") for table in tables}


def world(status: str) -> tuple[Actor, Actor]:
    """A state that exists twice, with rows of every kind about both."""
    kept, duplicate = make.actor("serbia"), make.actor("srbija", name="Srbija")
    nato, agreement, event = make.actor("nato"), make.agreement(), make.event()
    wire = make.source("wire")
    for actor in (kept, duplicate):
        make.name(actor, "Србија", "sr-Cyrl")
        make.identifier(actor, "wikidata", "Q403", preferred=actor is kept)
        make.claim(actor, wire)
        relation = make.relationship(actor, nato)
        make.claim(relation, wire)
        make.claim(make.party(agreement, actor), wire)
        make.claim(make.participation(event, actor, "host"), wire, locator=str(actor.pk))
        make.participation(event, nato, "speaker", stance="opposes", toward=actor)
        make.figure(actor=actor)
    make.name(duplicate, "Serbie", "fr")
    make.identifier(duplicate, "iso2", "RS")
    clause = make.clause(agreement)
    clause.concerns.add(kept, duplicate)
    make.clause(agreement, 2).concerns.add(duplicate)
    make.actor("belgrade", kind="person", country=duplicate)
    if status == "published":
        make.publish(nato, kept, duplicate, *Relationship.objects.all(), agreement, event)
    connection.check_constraints()
    return kept, duplicate


@cases("status", "draft", "published")
def test_moves_every_reference_and_undoes_it(ana: User, status: str):
    kept, duplicate = world(status)
    before = everything()

    made, _ = merge(duplicate=duplicate, kept=kept, by=ana)

    left = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.local_fields
        if field.related_model is Actor
        and model._default_manager.filter(**{field.attname: duplicate.pk}).exists()
    ]
    # A published relationship that is one now leads to the other, and stays as it was.
    assert left == ([] if status == "draft" else ["Relationship.subject"])
    assert Participation.objects.filter(actor=kept).count() == 1
    assert Participation.objects.get(actor=kept).claims.count() == 2
    assert AgreementParty.objects.get().actor == kept
    assert set(kept.names.values_list("name", flat=True)) == {"Србија", "Serbie", "Srbija"}

    undo_merge(made, by=ana)

    assert everything() == before


def test_a_published_record_is_retracted_and_a_draft_deleted(ana: User):
    draft = make.actor("two")
    public, kept = (make.publish(make.actor(slug)) for slug in ("one", "all"))

    merge(duplicate=public, kept=kept, by=ana)
    merge(duplicate=draft, kept=kept, by=ana)

    assert database.stored(public, "review_status", "merged_into") == ("retracted", kept)
    assert not Actor.objects.filter(slug="two").exists()


def test_the_address_of_a_published_record_redirects(ana: User, client: Any):
    duplicate, kept = make.publish(make.actor("one")), make.publish(make.actor("all"))

    merge(duplicate=duplicate, kept=kept, by=ana)

    answer = client.get("/api/v1/actors/one/")
    assert answer.status_code == 308
    assert answer["Location"] == "http://testserver/api/v1/actors/all/"


def test_takes_the_values_that_were_chosen(ana: User):
    kept = make.agreement("one", title="One", summary="Short")
    duplicate = make.agreement("two", title="Two", summary="Long")

    made, _ = merge(duplicate=duplicate, kept=kept, take=["summary"], by=ana)

    assert database.stored(kept, "title", "summary") == ("One", "Long")
    undo_merge(made, by=ana)
    assert database.stored(kept, "summary") == "Short"


@cases("build", make.source, make.event, make.agreement, make.place)
def test_merges_records_of_each_kind(ana: User, build: Any):
    kept, duplicate = build("one"), build("two")
    make.event(place=duplicate) if build is make.place else None
    make.claim(make.actor(), duplicate) if build is make.source else None
    before = everything()

    made, outcome = merge(duplicate=duplicate, kept=kept, by=ana)

    assert type(duplicate)._default_manager.filter(slug="two").exists() is (build is make.source)
    assert sum(outcome.moved.values()) == (1 if build in (make.place, make.source) else 0)
    undo_merge(made, by=ana)
    assert everything() == before


def test_a_preview_changes_nothing(ana: User):
    kept, duplicate = world("draft")
    before = everything()

    outcome = preview_merge(duplicate=duplicate, kept=kept, by=ana)

    assert (outcome.moved["figures"], outcome.moved["identifiers"]) == (1, 1)
    assert outcome.joined["participants"] == ["Srbija – Host", "Nato – Speaker"]
    assert outcome.joined["claims"] == ["wire", "wire", "wire"]
    assert everything() == before


def test_refuses_impossible_merges(ana: User):
    draft, public = make.actor("draft"), make.publish(make.actor("public"))
    retracted = make.source("gone", review_status="retracted")

    for duplicate, kept, reason in (
        (draft, draft, "into itself"),
        (draft, make.event(), "of the same kind"),
        (public, draft, "another published record"),
        (retracted, make.source(), "A retracted record"),
    ):
        with pytest.raises(MergeRefusedError, match=reason):
            merge(duplicate=duplicate, kept=kept, by=ana)


def test_refuses_to_merge_linked_events(ana: User):
    one, two = make.event("one"), make.event("two")
    make.event_link(one, "follows", two)

    with pytest.raises(IntegrityError, match="An event has no link to itself"):
        merge(duplicate=two, kept=one, by=ana)

    assert Event.objects.count() == 2


def test_is_not_undone_if_rows_were_changed_since(ana: User):
    kept, duplicate = make.actor("one"), make.actor("two", name="Deux")
    name = make.name(duplicate, "Zwei", "de")
    made, _ = merge(duplicate=duplicate, kept=kept, by=ana)
    other = make.actor()
    ActorName.objects.filter(pk=name.pk).update(actor=other)

    with pytest.raises(MergeRefusedError, match=f"Name {name.pk} was changed since: actor_id"):
        undo_merge(made, by=ana)

    assert not Actor.objects.filter(slug="two").exists()
    ActorName.objects.filter(pk=name.pk).update(actor=kept)
    undo_merge(made, by=ana)
    assert Actor.objects.get(slug="two").names.get() == name
    with pytest.raises(MergeRefusedError, match="already been undone"):
        undo_merge(made, by=ana)


def test_merges_what_was_merged_before(ana: User):
    first, second, third = (make.publish(make.actor(slug)) for slug in ("one", "two", "three"))
    earlier, _ = merge(duplicate=first, kept=second, by=ana)
    later, _ = merge(duplicate=second, kept=third, by=ana)

    assert database.stored(first, "merged_into") == third
    with pytest.raises(MergeRefusedError):
        undo_merge(earlier, by=ana)
    undo_merge(later, by=ana)
    undo_merge(earlier, by=ana)
    assert Actor.objects.published().count() == 3


def test_claims_move_with_their_source(ana: User):
    kept, duplicate, actor = make.source("one"), make.source("two"), make.actor()
    for source in (kept, duplicate):
        make.claim(actor, source)
    make.claim(actor, duplicate, locator="p. 2")
    make.publish(actor)

    merge(duplicate=duplicate, kept=kept, by=ana)

    claims = list(ActorClaim.objects.values_list("source__slug", "locator"))
    assert claims == [("one", ""), ("one", "p. 2")]
    assert Source.objects.get(slug="two").merged_into == kept


def test_the_name_of_a_merged_place_becomes_a_further_name(ana: User):
    kept, duplicate = make.place("one", name="Subotica"), make.place("two", name="Szabadka")
    for place in (kept, duplicate):
        make.place_name(place, "Суботица", language="sr-Cyrl")
    before = everything()

    made, _ = merge(duplicate=duplicate, kept=kept, by=ana)

    names = list(kept.names.values_list("name", "language"))
    assert names == [("Суботица", "sr-Cyrl"), ("Szabadka", "und")]
    undo_merge(made, by=ana)
    assert everything() == before


def test_a_merged_place_keeps_its_parts(ana: User):
    kept, duplicate = make.place("one"), make.place("two", geonames_id=783754)
    make.place("three", parent=duplicate)

    merge(duplicate=duplicate, kept=kept, take=["geonames_id"], by=ana)

    assert Place.objects.get(slug="three").parent == kept
    assert Place.objects.get(slug="one").geonames_id == 783754
    assert Agreement.objects.count() == 0


def test_joins_the_actions_of_two_parties_with_their_persons_and_claims(ana: User):
    kept, duplicate = make.actor("serbia"), make.actor("srbija")
    agreement, wire, person = make.agreement(), make.source("wire"), make.actor(kind="person")
    make.claim(make.party(agreement, kept, status_on="1996").actions.get(), wire)
    joined = make.party(agreement, duplicate, status_on="1996", signatory=person)
    make.claim(joined.actions.get(), wire, locator="L2")
    make.action(joined, "ratified", on="1999")
    before = everything()

    made, _ = merge(duplicate=duplicate, kept=kept, by=ana)

    signed, ratified = AgreementParty.objects.get().actions.all()
    assert (signed.kind, ratified.kind) == ("signed", "ratified")
    assert [each.person for each in signed.representatives.all()] == [person]
    assert set(signed.claims.values_list("locator", flat=True)) == {"", "L2"}

    undo_merge(made, by=ana)

    assert everything() == before


def test_refuses_to_join_parties_whose_actions_contradict_each_other(ana: User):
    kept, duplicate, agreement = make.actor("serbia"), make.actor("srbija"), make.agreement()
    make.party(agreement, kept, status="ratified", status_on="1995-03-01")
    make.party(agreement, duplicate, status_on="1996-09-24")

    with pytest.raises(IntegrityError, match="“ratified 1995-03-01”, “signed 1996-09-24”"):
        merge(duplicate=duplicate, kept=kept, by=ana)
