"""Files remove only what an explicit column names; what they do not have stays, and is reported."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from agreements.models import Agreement, Clause
from curation.models import Proposal
from events.models import Event, EventClaim, Participation
from imports.applying import engine
from imports.models import Import
from imports.undoing.undo import undo_import
from records.review import loading
from tests import make
from tests.accounts.people import make_person
from tests.admin_page import client_of, messages_of, url_of
from tests.imports.files import fault_texts, new_import, table

pytestmark = pytest.mark.usefixtures("strict_review")

ROW = "event,actor,role,remove\n"


@pytest.fixture(autouse=True)
def cast() -> None:
    """A published event and a draft, each with two participants of which one is cited, and a treaty."""
    with loading():
        make.event_type("treaty.signing")
        albania, serbia = (make.publish(make.actor(slug)) for slug in ("albania", "serbia"))
        source = make.source("bbc")
        published = make.publish(make.event("published", title="Published"))
        for event in (published, make.event("draft", title="Draft")):
            make.participation(event, albania)
            make.claim(make.participation(event, serbia), source)
        treaty = make.publish(make.agreement("treaty"))
        make.clause(treaty, 1, topics=[make.topic("hyb.cyber"), make.topic("hyb.disinformation")])


@pytest.fixture
def mira() -> User:
    return make_person("mira", "importer")


@pytest.fixture
def ben() -> Client:
    return client_of(make_person("ben", "reviewer"))


def imported(user: User, text: str, resource: str = "events_participation") -> Import:
    import_job = new_import(resource, user=user)
    engine.import_file(import_job, table(text))
    assert (import_job.status, import_job.error) == ("done", ""), fault_texts(import_job)
    return import_job


def participants(slug: str) -> list[str]:
    found = Participation.objects.filter(event__slug=slug)
    return sorted(found.values_list("actor__slug", flat=True))


def accepted(client: Client, proposal: Proposal) -> str:
    answer = client.post(url_of(proposal, "decide"), {"decision": "accepted"}, follow=True)
    return " ".join(messages_of(answer))


def test_removes_a_row_of_a_draft_with_what_belongs_to_it_and_undoes_it(mira: User) -> None:
    before = list(EventClaim.objects.order_by("pk").values("pk", "public_id", "participation"))

    import_job = imported(mira, ROW + "draft,serbia,signatory,true\ndraft,albania,signatory,\n")

    assert import_job.counts == {"rows": 2, "changed": 1, "unchanged": 1, "faults": 0}
    assert participants("draft") == ["albania"]
    import_job.asked_by = mira
    undo_import(import_job)
    assert participants("draft") == ["albania", "serbia"]
    after = list(EventClaim.objects.order_by("pk").values("pk", "public_id", "participation"))
    assert after == before


def test_removing_from_a_published_record_is_proposed(mira: User, ben: Client) -> None:
    import_job = imported(mira, ROW + "published,serbia,signatory,yes\n")
    proposal = Proposal.objects.get()

    shown = ben.get(url_of(proposal)).context["difference"]
    said = accepted(ben, proposal)

    assert [(row.diff["what"], row.diff["row"].partition(":")[0]) for row in shown] == [
        ("removed", "Claim about participant “Serbia – Signatory”"),
        ("removed", "Participant"),
    ]
    assert "The change is accepted and published." in said
    assert participants("published") == ["albania"]
    import_job.asked_by = mira
    undo_import(import_job)
    assert "The change is accepted and published." in accepted(ben, Proposal.objects.latest("id"))
    assert participants("published") == ["albania", "serbia"]
    assert EventClaim.objects.filter(participation__event__slug="published").exists()


def test_a_compact_file_removes_items_of_its_lists(mira: User, ben: Client) -> None:
    text = (
        "slug,type,title,remove_participants\npublished,treaty.signing,Published,serbia:signatory"
    )
    imported(mira, text, "events")
    imported(mira, "agreement,number,heading,remove_topics\ntreaty,1,Clause 1,hyb.cyber", "clauses")

    for proposal in Proposal.objects.order_by("pk"):
        assert "The change is accepted and published." in accepted(ben, proposal)

    assert participants("published") == ["albania"]
    assert [topic.code for topic in Clause.objects.get().topics.all()] == ["hyb.disinformation"]


def test_a_removal_conflicts_with_what_was_added_to_the_row_since(mira: User, ben: Client) -> None:
    imported(mira, ROW + "published,serbia,signatory,true\n")
    with loading():
        row = Participation.objects.get(event__slug="published", actor__slug="serbia")
        make.claim(row, make.source("later"))

    (listed,) = ben.get("/admin/curation/proposal/", {"conflict": "yes"}).context["cl"].result_list

    assert "The record has changed since the proposal was made" in accepted(ben, listed)
    assert participants("published") == ["albania", "serbia"]


def test_says_that_there_is_nothing_to_remove(mira: User) -> None:
    rows = imported(mira, ROW + "draft,serbia,host,true\n")
    lists = imported(
        mira,
        "slug,type,title,remove_participants\ndraft,treaty.signing,Draft,serbia:host",
        "events",
    )

    assert fault_texts(rows) == [
        "Line 2, column remove: “draft:serbia:host” does not exist, so there is nothing to remove."
    ]
    assert fault_texts(lists) == [
        "Line 2, column remove_participants: “serbia:host” does not exist, so there is nothing to remove."
    ]
    assert participants("draft") == ["albania", "serbia"]


def test_a_removal_says_yes_or_no(mira: User) -> None:
    import_job = new_import("events_participation", user=mira)

    engine.import_file(import_job, table(ROW + "draft,serbia,signatory,perhaps\n"))

    assert import_job.status == "checked"
    assert "“perhaps” is neither yes nor no" in fault_texts(import_job)[0]


def test_records_have_no_column_to_remove_them(mira: User) -> None:
    import_job = new_import("events", user=mira)

    engine.import_file(import_job, table("slug,type,title,remove\ndraft,treaty.signing,Draft,true"))

    assert "There is no column “remove”" in fault_texts(import_job)[0]
    assert Event.objects.filter(slug="draft").exists()


def test_reports_what_is_missing_and_removes_nothing(mira: User) -> None:
    text = "slug,type,title,participants\npublished,treaty.signing,Published,albania:signatory"
    compact = imported(mira, text, "events")
    rows = imported(mira, "event,actor,role\npublished,albania,signatory")

    assert compact.notes == [
        "1 events of the database are not in the file. They stay as they are.",
        "1 participants of records in the file are not in the column “participants”. They stay; "
        "to remove some, name them in a column “remove_participants”.",
    ]
    assert rows.notes == [
        "1 participants of records in the file are not in the file. They stay; "
        "to remove some, write them with “true” in a column “remove”."
    ]
    assert participants("published") == ["albania", "serbia"]
    assert not Proposal.objects.exists()


def test_a_new_file_reports_nothing_missing(mira: User) -> None:
    new: Any = imported(mira, "slug,type,title\nnew,treaty.signing,New", "events")

    assert new.notes == []
    assert Agreement.objects.count() == 1
