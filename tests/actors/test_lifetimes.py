"""Nothing holds, and nobody acts, before an actor began or after it ended, unless a claim supports exactly that."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import translation

from actors.models import Actor, Relationship
from agreements.models import AgreementParty, PartyAction
from records.label_translation import translate_message
from records.review import loading
from tests import cases, database, make
from tests.admin_page import AdminPage
from tests.api_client import json_of
from tests.imports.files import fault_texts, import_text

PACT = {"kind": "igo", "active_from": "1955-05-14", "active_from_precision": "day"}
PACT |= {"active_to": "1991-07-01", "active_to_precision": "day", "lifecycle": "ended"}
OUTSIDE = "A relationship holds only while both actors exist, unless a claim supports its date"
ABSENT = "A party and those who act for it exist when they act, unless a claim supports the date"
NO_START = {"start_on": None, "start_precision": "unknown"}


def pact(**overrides: Any) -> Actor:
    return make.actor("warsaw-pact", **PACT | overrides)


def in_review(*pair: Actor, **values: Any) -> Relationship:
    """A relationship that was sent for review; a draft may still lack the claim that supports its dates."""
    with loading():
        link = make.relationship(*pair, **values)
        Relationship.objects.filter(pk=link.pk).update(
            review_status="in_review", submitted_by=make.submitter()
        )
    return link


def refused(message: str) -> Any:
    return pytest.raises(IntegrityError, match=message)


def ended(day: str, precision: str = "day") -> dict[str, str]:
    return {"end_on": day, "end_precision": precision, "lifecycle": "ended"}


@cases(
    "dates, named",
    ({"start_on": "1955-05-13"}, "1955-05-13"),
    ({"start_on": "1954-01-01", "start_precision": "year"}, "1954"),
    ({"start_on": "1991-07-01"}, "1991-07-01"),
    ({"start_on": "1955-05-14", **ended("1991-07-02")}, "1991-07-02"),
    ({"start_on": "1955-05-14", **ended("1992-01-01", "year")}, "1992"),
    ({**NO_START, "lifecycle": "unknown", "as_of": "1991-07-01"}, "1991-07-01"),
    ({**NO_START, **ended("1955-05-13")}, "1955-05-13"),
)
def test_refuses_a_membership_outside_a_lifetime(dates: dict[str, Any], named: str) -> None:
    pair = make.actor("albania"), pact()
    names = rf"{OUTSIDE}: albania-pact {named}, warsaw-pact 1955-05-14/1991-07-01"

    with refused(names), transaction.atomic():
        in_review(*pair, slug="albania-pact", **dates)
        database.settle()


@cases(
    "dates",
    {"start_on": "1955-05-14", **ended("1991-07-01")},
    {"start_on": "1955-01-01", "start_precision": "year", "lifecycle": "unknown"},
    {"start_on": "1955-05-14", **ended("1991-01-01", "year")},
    {**NO_START, "lifecycle": "unknown", "as_of": "1991-06-30"},
    {**NO_START, **ended("1955-05-14")},
    {**NO_START, "kind": "succession", "status": "successor", "lifecycle": "unknown"},
)
def test_allows_what_can_have_been_within_it(dates: dict[str, Any]) -> None:
    in_review(make.actor("albania"), pact(), **dates)
    database.settle()


def test_a_successor_begins_when_its_predecessor_ends() -> None:
    link = {"kind": "succession", "status": "successor", "start_on": "1991-07-01"}
    in_review(make.actor("heir"), pact(), **link)
    database.settle()


def test_an_imprecise_end_ends_with_its_last_day() -> None:
    year = pact(active_to="1991-01-01", active_to_precision="year")
    in_review(make.actor("albania"), year, start_on="1991-12-30")
    database.settle()

    with refused(OUTSIDE), transaction.atomic():
        in_review(make.actor("serbia"), year, start_on="1991-12-31")
        database.settle()


def test_a_claim_that_supports_the_date_makes_an_exception_and_stays() -> None:
    with transaction.atomic():
        link = in_review(make.actor("albania"), pact(), start_on="1955-05-13")
        mention = make.claim(link, field="start_on", verdict="mentions")
        support = make.claim(link, field="start_on")
        database.settle()
    for change in (support.delete, lambda: link.claims.update(field="kind")):
        with refused(OUTSIDE), transaction.atomic():
            change()
            database.settle()
    mention.delete()
    with refused(OUTSIDE), transaction.atomic():
        # It supports the start alone.
        Relationship.objects.update(end_on="1993-01-01", end_precision="day", lifecycle="ended")
        database.settle()


def test_a_new_lifetime_leaves_nothing_outside(admin_client: Client) -> None:
    organisation = make.actor("pact", kind="igo", name="Pact")
    in_review(make.actor("albania"), organisation, slug="albania-pact")
    page = AdminPage(admin_client, organisation)
    page.fill(existed_from="2010", lifecycle="unknown")

    [message] = page.save()

    assert message.startswith(OUTSIDE)
    assert "albania-pact 2009-04-01, pact 2010/.." in message


def test_a_message_with_names_is_translated() -> None:
    names = ": late 1999, warsaw-pact 1955-05-14/1991-07-01"

    with translation.override("hr"):
        translated = translate_message(OUTSIDE + names)

    assert translated.endswith(names)
    assert not translated.startswith("A relationship")


def test_a_file_may_bring_the_claim_later_but_review_needs_it() -> None:
    pact()
    make.actor("albania")
    row = "late,membership,albania,warsaw-pact,member,1999"

    done = import_text("relationships", f"slug,kind,subject,object,status,start\n{row}")

    assert fault_texts(done) == []
    with refused(f"{OUTSIDE}: late 1999, warsaw-pact 1955-05-14/1991-07-01"), transaction.atomic():
        with loading():
            Relationship.objects.update(review_status="in_review", submitted_by=make.submitter())
        database.settle()


@cases("kind, day", ("signed", "1991-07-01"), ("withdrawn", "1999-01-01"), ("signed", "1955-05-13"))
def test_refuses_an_action_of_a_party_that_did_not_exist(kind: str, day: str) -> None:
    agreement, actor = make.agreement(signed_on=None, signed_precision="unknown"), pact()
    party = make.party(agreement, actor, status="")
    database.settle()

    with refused(ABSENT), transaction.atomic():
        make.action(party, kind, on=day)
        database.settle()


def test_refuses_a_party_that_had_ended_before_the_signature() -> None:
    agreement, actor = make.agreement(signed_on="1999-01-01"), pact()

    with refused(f"{ABSENT}: .* 1999-01-01, warsaw-pact"), transaction.atomic():
        make.party(agreement, actor, status="")
        database.settle()
    make.party(agreement, actor, status="", role="third_party")
    database.settle()
    with refused(ABSENT), transaction.atomic():
        AgreementParty.objects.update(role="party")
        database.settle()


def test_refuses_a_representative_who_no_longer_lived() -> None:
    person = make.actor(
        "person", kind="person", **{name: day for name, day in PACT.items() if name != "kind"}
    )
    party = make.party(make.agreement(), make.actor("serbia"), status="")
    action = make.action(party, on="1996-01-01")
    database.settle()

    with refused(ABSENT), transaction.atomic():
        action.representatives.create(person=person)
        database.settle()
    make.claim(action, field="representatives")
    action.representatives.create(person=person)
    database.settle()
    with refused(ABSENT), transaction.atomic():
        action.claims.all().delete()
        database.settle()


def test_a_new_day_of_signature_or_lifetime_is_checked_for_agreements_too() -> None:
    agreement, actor = make.agreement(signed_on="1960-01-01"), pact()
    party = make.party(agreement, actor, status="")
    action = make.action(party, on="1960-01-01")
    database.settle()

    with refused(ABSENT), transaction.atomic():
        Actor.objects.filter(pk=actor.pk).update(active_from="1961-01-01")
        database.settle()
    type(agreement).objects.update(signed_on="1992-01-01")
    database.settle()
    with refused(ABSENT), transaction.atomic():
        action.delete()
        database.settle()
    assert PartyAction.objects.exists()


@cases("on, members", ("1991-06-30", ["albania"]), ("1991-07-01", []), ("2025-01-01", []))
def test_a_dissolved_pact_has_no_members(client: Client, on: str, members: list[str]) -> None:
    albania, organisation = (
        make.actor("albania"),
        pact(active_to=None, active_to_precision="unknown"),
    )
    make.publish(albania, organisation)
    make.publish(make.relationship(albania, organisation, slug="membership", start_on="1955-05-14"))
    # Nobody has ended its memberships.
    Actor.objects.filter(pk=organisation.pk).update(
        active_to="1991-07-01", active_to_precision="day"
    )
    database.settle()

    listed = json_of(client, "actors/", member_of="warsaw-pact", on=on)["results"]
    held = json_of(client, "relationships/", on=on)["results"]
    known = json_of(client, "snapshot/", on=on)["memberships"]
    ties = json_of(client, "network/", kind="membership", on=on)["links"]

    assert [actor["slug"] for actor in listed] == members
    assert len(held) == len(known) == len(ties) == len(members)


@cases("on, signed", ("1991-06-30", 1), ("1991-07-01", 0))
def test_who_has_ended_is_no_longer_bound(client: Client, on: str, signed: int) -> None:
    agreement, actor = make.agreement(signed_on="1960-01-01"), pact()
    make.party(agreement, actor, status_on="1960-01-01")
    make.publish(actor, agreement)

    [row] = json_of(client, "snapshot/", on=on)["agreements_signed"]

    assert len(row["parties"]) == signed
