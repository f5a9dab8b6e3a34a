"""The history page of a record: one timeline with its parts, and buttons that put back what was."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import ApiKey
from agreements.models import Agreement, AgreementClaim, AgreementParty, Clause
from curation.history.revisions import tree_tables
from curation.history.timeline import PER_PAGE, ChangedRow, RevisionView
from curation.history.tracking import history_context
from curation.models import Proposal
from events.models import Event
from tests.accounts.people import make_person
from tests.builders import (
    claim,
    make_actor,
    make_agreement,
    make_clause,
    make_event,
    make_key,
    make_participation,
    make_party,
    make_source,
    make_topic,
    publish,
)

pytestmark = pytest.mark.django_db


class Change:
    """One revision: what is done inside, by somebody for a reason."""

    def __init__(self, why: str = "", user: Any = None) -> None:
        self.said = history_context(through="form", user=user, why=why, what="/somewhere/")

    def __enter__(self) -> None:
        self.said.__enter__()

    def __exit__(self, *raised: Any) -> None:
        self.said.__exit__(*raised)
        forget_the_context()


def forget_the_context() -> None:
    """Tests are one transaction, which remembers; elsewhere it is forgotten with each."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('pghistory.context_id', '', true),"
            " set_config('pghistory.context_metadata', '', true)"
        )


def url_of(row: Any) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_history", args=[row.pk])


def timeline(client: Client, row: Any, **query: Any) -> list[RevisionView]:
    response = client.get(url_of(row), query)
    assert response.status_code == 200
    revisions: list[RevisionView] = response.context["timeline"].revisions
    return revisions


def lines(row: ChangedRow) -> dict[str, tuple[str, str]]:
    return {line.label: (line.old, line.new) for line in row.fields}


def restore(client: Client, row: Any, wanted: str, **more: str) -> list[str]:
    """Presses a button and confirms; the messages that follow."""
    response = client.post(url_of(row), {"restore": wanted})
    assert response.status_code in (200, 302), response.status_code
    if response.status_code == 200:
        data = {"restore": wanted, "seal": response.context["seal"], **more}
        response = client.post(url_of(row), data)
    forget_the_context()
    assert response.status_code == 302
    return [str(message) for message in client.get(response["Location"]).context["messages"]]


def decide(client: Client, proposal: Proposal) -> list[str]:
    """Accepts a proposal; the messages that follow."""
    url = reverse("admin:curation_proposal_decide", args=[proposal.pk])
    response = client.post(url, {"decision": "accepted"}, follow=True)
    return [str(message) for message in response.context["messages"]]


# What it shows


def test_tells_who_changed_what_when_why_and_through_what(admin_client, admin_user):
    agreement = make_agreement(title="Old")
    with Change("As printed", admin_user):
        Agreement.objects.update(title="New")

    newest, oldest = timeline(admin_client, agreement)

    assert (newest.who, newest.why, newest.channel, newest.origin) == (
        "admin",
        "As printed",
        "form",
        "/somewhere/",
    )
    assert lines(newest.rows[0]) == {"Title": ("Old", "New")}
    assert (oldest.who, oldest.channel) == ("", "outside the site")
    assert [row.kind for row in oldest.rows] == ["added"]


def test_one_revision_holds_the_record_with_its_children_and_claims(admin_client):
    with Change("Entered"):
        agreement = make_agreement()
        party = make_party(agreement, make_actor(name="Albania"))
        clause = make_clause(agreement, topics=[make_topic("pol")])
        claim(clause, make_source(title="Wire"))
        claim(party, make_source(title="Daily"))

    (revision,) = timeline(admin_client, agreement)

    titles = [row.title for row in revision.rows]
    assert sorted(titles) == [
        f"Agreement: {agreement}",
        "Claim: Daily",
        "Claim: Wire",
        "Clause: 1. Clause 1",
        "Party: Albania – Party",
        "Topics: 1. Clause 1 – Pol (pol)",
    ]


def test_shows_choices_by_label_keys_by_name_and_dates_as_forms_do(admin_client):
    agreement = make_agreement()
    albania, person = make_actor(name="Albania"), make_actor(name="Edi Rama", kind="person")
    party = make_party(agreement, albania)
    with Change():
        AgreementParty.objects.update(
            status="ratified",
            status_on=dt.date(2025, 3, 1),
            status_precision="month",
            signatory=person,
        )

    (row,) = timeline(admin_client, agreement)[0].rows

    assert row.token == f"agreements_agreementparty:{party.pk}"
    assert lines(row) == {
        "Since": ("2025-03-18", "2025-03"),
        "Status": ("Signed", "Ratified"),
        "Signatory": ("", "Edi Rama"),
    }


def test_names_what_is_gone_as_it_was_last_called(admin_client):
    agreement = make_agreement()
    with Change():
        actor = make_actor(name="Shortlived")
        party = make_party(agreement, actor)
    with Change():
        party.delete()
        actor.delete()

    (row,) = timeline(admin_client, agreement)[0].rows

    assert (row.kind, row.title) == ("deleted", "Party: Shortlived – Party")


def test_is_paged(admin_client):
    agreement = make_agreement(title="0")
    for number in range(PER_PAGE + 1):
        with Change():
            Agreement.objects.update(title=f"{number + 1}")

    assert len(timeline(admin_client, agreement)) == PER_PAGE
    older = timeline(admin_client, agreement, p=2)
    assert [row.kind for told in older for row in told.rows] == ["changed", "added"]
    assert timeline(admin_client, agreement, p="99999") == []
    assert len(timeline(admin_client, agreement, p="nonsense")) == PER_PAGE


def test_takes_at_most_12_queries_whatever_the_length(client):
    client.force_login(make_person("reader", "viewer"))
    agreement = make_agreement()
    for number in range(1, PER_PAGE + 5):
        with Change():
            clause = make_clause(agreement, number, topics=[make_topic("pol")])
            clause.concerns.add(make_actor())
            claim(clause)
            claim(make_party(agreement, make_actor()))

    with CaptureQueriesContext(connection) as queries:
        client.get(url_of(agreement))

    assert len(queries) <= 12


def test_shows_a_viewer_no_button_and_a_stranger_nothing(client):
    agreement = make_agreement(title="Secret draft")
    with Change():
        Agreement.objects.update(title="Secret still")
    client.force_login(make_person("reader", "viewer"))
    page = client.get(url_of(agreement)).content.decode()
    assert "Secret still" in page
    assert 'name="restore"' not in page

    client.force_login(User.objects.create_user("nobody", is_staff=True))
    response = client.get(url_of(agreement))
    assert response.status_code == 403
    assert "Secret" not in response.content.decode()


def test_belongs_to_a_record_what_is_deleted_with_it():
    assert [part.__name__ for part in tree_tables(Event)] == [
        "Event",
        "Participation",
        "EventLink",
        "EventClaim",
    ]
    assert {Clause, AgreementParty, AgreementClaim} < set(tree_tables(Agreement))


def test_a_table_that_is_not_curated_keeps_its_plain_history(admin_client):
    key, _text = make_key()

    assert admin_client.get(url_of(key)).status_code == 200
    assert isinstance(key, ApiKey)


@pytest.mark.parametrize("key", ["0", "none", "9" * 30, "1%00"])
def test_knows_nothing_of_what_never_was(admin_client, key):
    assert admin_client.get(f"/admin/events/event/{key}/history/").status_code == 302


# What it restores


def test_restores_a_field_as_a_revision_of_its_own(admin_client):
    agreement = make_agreement(title="Right", summary="Old")
    with Change():
        Agreement.objects.update(title="Wrong", summary="New")
    wrong = timeline(admin_client, agreement)[0]

    said = restore(
        admin_client, agreement, f"{wrong.token}|{wrong.rows[0].token}|title", change_reason="Typo"
    )

    assert said == ["Restored as a new revision."]
    agreement.refresh_from_db()
    assert (agreement.title, agreement.summary) == ("Right", "New")
    newest = timeline(admin_client, agreement)[0]
    assert newest.why.startswith("Restored from ")
    assert newest.why.endswith(" Typo")
    assert (newest.who, newest.channel) == ("admin", "restored from the history")


def test_restores_a_date_with_its_precision(admin_client):
    event = make_event()
    with Change():
        Event.objects.update(
            date_from=dt.date(2025, 1, 1), date_to=dt.date(2025, 1, 31), date_precision="month"
        )
    changed = timeline(admin_client, event)[0]

    restore(admin_client, event, f"{changed.token}|{changed.rows[0].token}|date")

    event.refresh_from_db()
    assert (event.date_from, event.date_precision) == (dt.date(2025, 3, 18), "day")


def test_restores_a_row_as_it_was_before(admin_client):
    agreement = make_agreement()
    clause = make_clause(agreement, heading="Right", text="Right")
    with Change():
        Clause.objects.update(heading="Wrong", text="Wrong")
    wrong = timeline(admin_client, agreement)[0]

    restore(admin_client, agreement, f"{wrong.token}|{wrong.rows[0].token}")

    clause.refresh_from_db()
    assert (clause.heading, clause.text) == ("Right", "Right")


def test_brings_a_deleted_child_back_with_its_claims_and_topics(admin_client):
    agreement = make_agreement()
    clause = make_clause(agreement, topics=[make_topic("pol")])
    support = claim(clause)
    key = clause.pk
    with Change():
        clause.delete()
    deleted = timeline(admin_client, agreement)[0]

    restore(admin_client, agreement, f"{deleted.token}|agreements_clause:{key}")

    back = Clause.objects.get(pk=key)
    assert [topic.code for topic in back.topics.all()] == ["pol"]
    assert back.claims.get().pk == support.pk


def test_restores_the_whole_record(admin_client):
    agreement = make_agreement(title="Then")
    first, second = make_clause(agreement, 1), make_clause(agreement, 2)
    with Change():
        Agreement.objects.update(summary="Marks the moment")
    then = timeline(admin_client, agreement)[0]
    with Change():
        first.delete()
        Clause.objects.filter(pk=second.pk).update(number=1)
        claim(make_clause(agreement, 7))
        Agreement.objects.update(title="Now")

    restore(admin_client, agreement, then.token)

    agreement.refresh_from_db()
    assert agreement.title == "Then"
    numbers = dict(agreement.clauses.values_list("number", "heading"))
    assert numbers == {1: "Clause 1", 2: "Clause 2"}


def test_brings_a_deleted_record_back_whole(admin_client):
    event = make_event("gone")
    make_participation(event, make_actor())
    claim(event)
    key = event.pk
    with Change():
        event.delete()
    event.pk = key
    page = admin_client.get(url_of(event))
    assert "This record has been deleted." in page.content.decode()
    deleted = page.context["timeline"].revisions[0]

    restore(admin_client, event, f"{deleted.token}|events_event:{key}")

    back = Event.objects.get(pk=key)
    assert (back.participations.count(), back.claims.count()) == (1, 1)


def test_says_why_the_database_refuses_and_changes_nothing(admin_client):
    agreement = make_agreement(slug="first-name")
    with Change():
        Agreement.objects.update(slug="second-name")
    renamed = timeline(admin_client, agreement)[0]
    agreement.refresh_from_db()
    publish(agreement)

    said = restore(admin_client, agreement, f"{renamed.token}|{renamed.rows[0].token}|slug")

    assert said == ["The slug of a published or retracted record never changes."]
    agreement.refresh_from_db()
    assert agreement.slug == "second-name"


def test_asks_again_if_the_record_has_changed_since(admin_client):
    agreement = make_agreement(title="Right")
    with Change():
        Agreement.objects.update(title="Wrong")
    wrong = timeline(admin_client, agreement)[0]
    wanted = f"{wrong.token}|{wrong.rows[0].token}|title"
    seal = admin_client.post(url_of(agreement), {"restore": wanted}).context["seal"]
    Agreement.objects.update(title="Other")

    response = admin_client.post(url_of(agreement), {"restore": wanted, "seal": seal})

    assert response.status_code == 200
    assert "has changed since you looked" in response.content.decode()
    agreement.refresh_from_db()
    assert agreement.title == "Other"


@pytest.mark.parametrize(
    "wanted",
    ["", "nonsense", "1:", "9" * 40, "{token}|nonsense", "{token}|{row}|nonsense", "\0:\0"],
)
def test_restores_nothing_that_is_not_in_the_history(admin_client, wanted):
    agreement = make_agreement()
    with Change():
        Agreement.objects.update(title="New")
    newest = timeline(admin_client, agreement)[0]

    said = restore(
        admin_client, agreement, wanted.format(token=newest.token, row=newest.rows[0].token)
    )

    assert said == ["Nothing to restore: nothing has changed since then."]


def test_restoring_what_is_public_proposes_it_whoever_asks(client):
    agreement = make_agreement(title="Right")
    with Change():
        Agreement.objects.update(title="Wrong")
    agreement.refresh_from_db()
    publish(agreement)
    ana, ben = make_person("ana", "reviewer"), make_person("ben", "reviewer")
    client.force_login(ana)
    wrong = next(told for told in timeline(client, agreement) if told.channel == "form")

    said = restore(
        client, agreement, f"{wrong.token}|{wrong.rows[0].token}|title", change_reason="Typo"
    )

    assert said == ["Your change of “Wrong” is proposed; a reviewer other than you must accept it."]
    agreement.refresh_from_db()
    assert agreement.title == "Wrong"
    proposal = Proposal.objects.get()
    assert (proposal.author, proposal.note) == (ana, "Typo")
    assert proposal.difference[0]["fields"] == [{"label": "Title", "old": "Wrong", "new": "Right"}]

    assert decide(client, proposal) == ["It is your own proposal: somebody else must decide."]
    client.force_login(ben)
    assert decide(client, proposal) == ["The change is accepted and published."]

    agreement.refresh_from_db()
    assert (agreement.title, agreement.review_status) == ("Right", "published")
    newest = timeline(client, agreement)[0]
    assert (newest.who, newest.why, newest.channel) == ("ben", "Typo", "restored from the history")


def test_a_proposed_restore_is_refused_once_the_record_has_moved_on(client):
    agreement = publish(make_agreement(title="Right"))
    with Change():
        Agreement.objects.update(title="Wrong")
    client.force_login(make_person("ana", "curator"))
    wrong = timeline(client, agreement)[0]
    restore(client, agreement, f"{wrong.token}|{wrong.rows[0].token}|title")
    Agreement.objects.update(title="Third")
    client.force_login(make_person("ben", "reviewer"))

    said = decide(client, Proposal.objects.get())

    assert said == [
        "The record has changed since the proposal was made; see the differences below."
    ]
    agreement.refresh_from_db()
    assert agreement.title == "Third"
