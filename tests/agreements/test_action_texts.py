"""Actions as texts: in the form of an agreement and in files."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from agreements.action_texts import read_actions
from agreements.models import AgreementClaim, AgreementParty, PartyAction
from imports.exporting import export_rows
from imports.resources import known_resources
from tests import cases, database, make
from tests.admin_page import AdminPage
from tests.imports.files import check, fault_texts, import_text

OF_RUSSIA = "signed:1996-09-24;withdrawn:2023-05-10>2023-11-02"


def texts_of(party: AgreementParty) -> list[str]:
    [(text,)] = database.rows("SELECT actions_text(%s)", party.pk)
    return (text or "").split(";")


def full_party() -> AgreementParty:
    """A party whose actions need every part of the grammar."""
    agreement, state = make.agreement("pact"), make.actor("state")
    party = make.party(agreement, state, status="")
    first, second = (make.actor(slug, kind="person") for slug in ("ana", "ben"))
    signed = make.action(party, on="1996-09")
    signed.representatives.create(person=first, office="Minister; of A+B [acting]")
    signed.representatives.create(person=second)
    make.action(party, "reservation", on=None, text="Article 3; not [9]\nAs \\ printed")
    ended = make.action(party, "withdrawn", on="2001", effective_on="2002-01-01")
    ended.representatives.create(office="Government | Cabinet: all of it")
    return party


def test_is_read_as_it_is_written() -> None:
    party = full_party()
    [(text,)] = database.rows("SELECT actions_text(%s)", party.pk)

    found = {action.kind: action for action in read_actions(text)}

    assert set(found) == {"signed", "reservation", "withdrawn"}
    assert found["reservation"].text == "Article 3; not [9]\nAs \\ printed"
    people = [
        (person and person.slug, office) for person, office in found["signed"].representatives
    ]
    assert people == [("ana", "Minister; of A+B [acting]"), ("ben", "")]
    assert found["withdrawn"].representatives == [(None, "Government | Cabinet: all of it")]
    assert str(found["withdrawn"].effective[0]) == "2002-01-01"


@cases(
    "name",
    "agreements",
    "agreements_agreementparty",
    "agreements_partyaction",
    "agreements_representative",
)
def test_an_exported_file_changes_nothing(name: str) -> None:
    full_party()
    text = b"".join(export_rows(known_resources()[name])).decode("utf-8-sig")

    again = import_text(name, text)

    assert fault_texts(again) == []
    assert again.counts["unchanged"] == again.counts["rows"] > 0


def test_a_compact_column_lists_several_actions() -> None:
    make.actor("russia")
    make.actor("north-macedonia")
    file = (
        "slug,kind,title,status,signed,parties\nctbt,treaty,Test ban,signed,1996-09-24,"
        f"russia:party:{OF_RUSSIA}|north-macedonia:party:ratified:2000-03-14"
    )

    done = import_text("agreements", file)

    assert fault_texts(done) == []
    russia, macedonia = AgreementParty.objects.order_by("-actor__slug")
    assert texts_of(russia) == OF_RUSSIA.split(";")
    assert texts_of(macedonia) == ["ratified:2000-03-14"]
    assert import_text("agreements", file).counts["unchanged"] == 1


def test_reads_reservations_of_files_from_earlier_versions() -> None:
    make.actor("russia")
    make.actor("ana", kind="person")
    file = (
        "slug,kind,title,status,signed,parties\nctbt,treaty,Test ban,signed,1996-09-24,"
        "russia:party:signed:1996-09-24:ana:Minister:Except for Article 9: the sea"
    )

    assert fault_texts(import_text("agreements", file)) == []

    party = AgreementParty.objects.get()
    assert texts_of(party) == [
        "signed:1996-09-24:ana:Minister",
        "reservation [Except for Article 9: the sea]",
    ]


def test_a_file_of_earlier_versions_adds_one_action() -> None:
    make.agreement("pact")
    make.actor("state")
    make.actor("ana", kind="person")
    names = "agreement,actor,role,status,status_on,status_precision,signatory,signatory_capacity,reservation"
    row = "pact,state,party,signed,2025-03-01,month,ana,Minister,Except for the sea"

    done = import_text("agreements_agreementparty", f"{names}\n{row}")

    assert fault_texts(done) == []
    party = AgreementParty.objects.get()
    assert texts_of(party) == ["signed:2025-03:ana:Minister", "reservation [Except for the sea]"]
    later = import_text(
        "agreements_agreementparty",
        "agreement,actor,status,status_on\npact,state,ratified,2025-06-01",
    )
    assert fault_texts(later) == []
    assert texts_of(party)[1] == "ratified:2025-06-01"


@cases(
    "row",
    "pact,state,signed:1996-09-24;withdrawn:2000-01-01,signed",
    "pact,state,signed:1996-09-24,ratified",
)
def test_refuses_a_status_that_contradicts_the_actions(row: str) -> None:
    make.agreement("pact")
    make.actor("state")

    checked = check("agreements_agreementparty", f"agreement,actor,actions,status\n{row}")

    [fault] = fault_texts(checked)
    assert "The actions of this party make it" in fault
    assert not AgreementParty.objects.exists()


@cases(
    "text, message",
    ("joined:2000", "begin with one of"),
    ("signed:2000-13", "2000-13"),
    ("signed:2000:nobody", "there is no actor “nobody”"),
    ("signed:2000;signed:2000", "twice"),
    ("signed:2000::Minister: deputy", "a colon in an office"),
)
def test_says_what_is_wrong_in_a_text(text: str, message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        read_actions(text)


def test_names_both_actions_of_a_file_in_an_impossible_order() -> None:
    make.agreement("pact")
    make.actor("state")
    rows = "agreement,actor,actions\npact,state,ratified:1995-03-01;signed:1996-09-24"

    done = import_text("agreements_agreementparty", rows)

    [fault] = fault_texts(done)
    assert "“ratified 1995-03-01”, “signed 1996-09-24”" in fault


def test_the_form_shows_actions_and_adds_one_with_its_claim(admin_client: Any) -> None:
    agreement = make.agreement(signed_on="1996-09-24")
    party = make.party(agreement, make.actor(), status_on="1996-09-24")
    person, wire = make.actor(kind="person"), make.source("wire")
    page = AdminPage(admin_client, agreement)
    form = page.formsets["parties"].forms[0]
    assert form["actions"].value() == "signed:1996-09-24"
    page.fill("parties-0", action="withdrawn", date="2023-05-10", effective="2023-11-02")
    page.fill("parties-0", person=person, office="President", cite_source=wire, cite_locator="L3")

    assert page.save() == []

    assert texts_of(party) == [
        "signed:1996-09-24",
        f"withdrawn:2023-05-10>2023-11-02:{person.slug}:President",
    ]
    claim = AgreementClaim.objects.get()
    assert claim.action == party.actions.get(kind="withdrawn")
    assert (claim.party, claim.locator) == (None, "L3")


def test_the_form_changes_and_removes_actions_by_their_text(admin_client: Any) -> None:
    agreement = make.agreement(signed_on="1996-09-24")
    party = make.party(agreement, make.actor(), status_on="1996-09-24")
    make.claim(party.actions.get())
    make.action(party, "reservation", on=None, text="Article 3")
    page = AdminPage(admin_client, agreement)
    page.fill("parties-0", actions="signed:1996-09-24::Minister\nratified:2000")

    assert page.save() == []

    assert texts_of(party) == ["signed:1996-09-24::Minister", "ratified:2000"]
    assert AgreementClaim.objects.get().action == party.actions.get(kind="signed")


@cases(
    "typed, message",
    ({"action": "signed", "date": "2001-01-01"}, "“ratified 2000-01-01”, “signed 2001-01-01”"),
    ({"date": "2001-01-01"}, "Choose the action that this belongs to."),
    ({"actions": "joined:2000"}, "begin with one of"),
)
def test_the_form_refuses_what_cannot_be(
    admin_client: Any, typed: dict[str, str], message: str
) -> None:
    agreement = make.agreement()
    make.party(agreement, make.actor(), status="ratified", status_on="2000-01-01")
    page = AdminPage(admin_client, agreement)
    page.fill("parties-0", **typed)

    [error] = page.save()

    assert message in error
    assert PartyAction.objects.count() == 1
