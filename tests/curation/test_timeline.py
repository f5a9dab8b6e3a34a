"""The history page of a record: one timeline with its parts, and buttons that restore."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.auth.models import User
from django.test import Client

from accounts.models import ApiKey
from agreements.models import Agreement, AgreementClaim, AgreementParty, Clause, PartyAction
from curation.history.revisions import tree_tables
from curation.history.timeline import PER_PAGE, ChangedRow, RevisionView
from curation.history.tracking import history_context
from curation.models import Proposal
from events.models import Event
from tests import cases, database, make
from tests.accounts.people import make_person
from tests.admin_page import messages_of, url_of


@contextmanager
def revision(why: str = "", user: Any = None) -> Iterator[None]:
    """What is done inside is one revision, made by this user for this reason."""
    with history_context(through="form", user=user, why=why, what="/somewhere/"):
        yield
    forget_context()


def retitled(before: str, after: str) -> Agreement:
    """An agreement whose title was changed in a revision."""
    agreement = make.agreement(title=before)
    with revision():
        Agreement.objects.update(title=after)
    return agreement


def forget_context() -> None:
    """A test is one transaction, which keeps the context; elsewhere it ends with each transaction."""
    for name in ("id", "metadata"):
        database.execute(f"SET LOCAL pghistory.context_{name} = ''")


def history_url(row: Any) -> str:
    return url_of(row, "history")


def timeline(client: Client, row: Any, **query: Any) -> list[RevisionView]:
    response = client.get(history_url(row), query)
    assert response.status_code == 200
    revisions: list[RevisionView] = response.context["timeline"].revisions
    return revisions


def target(revision: RevisionView, field: str = "") -> str:
    """What a button sends that restores the first row of a revision, or a field of it."""
    return "|".join(filter(None, [revision.token, revision.rows[0].token, field]))


def restore_last(client: Client, row: Any, field: str = "", **more: str) -> list[str]:
    """Restores the row that the newest revision changed, or a field of it."""
    return restore(client, row, target(timeline(client, row)[0], field), **more)


def changes(row: ChangedRow) -> dict[str, tuple[str, str]]:
    return {field.label: (field.old, field.new) for field in row.fields}


def restore(client: Client, row: Any, wanted: str, **more: str) -> list[str]:
    """Presses a button and confirms; returns the messages that follow."""
    response = client.post(history_url(row), {"restore": wanted})
    assert response.status_code in (200, 302), response.status_code
    if response.status_code == 200:
        data = {"restore": wanted, "seal": response.context["seal"], **more}
        response = client.post(history_url(row), data)
    forget_context()
    assert response.status_code == 302
    return messages_of(client.get(response["Location"]))


def decide(client: Client, proposal: Proposal) -> list[str]:
    """Accepts a proposal; returns the messages that follow."""
    url = url_of(proposal, "decide")
    return messages_of(client.post(url, {"decision": "accepted"}, follow=True))


# What it shows


def test_shows_who_changed_what_when_why_and_how(admin_client, admin_user):
    agreement = make.agreement(title="Old")
    with revision("As printed", admin_user):
        Agreement.objects.update(title="New")

    newest, oldest = timeline(admin_client, agreement)

    shown = (newest.who, newest.why, newest.channel, newest.origin)
    assert shown == ("admin", "As printed", "form", "/somewhere/")
    assert changes(newest.rows[0]) == {"Title": ("Old", "New")}
    assert (oldest.who, oldest.channel) == ("", "outside the site")
    assert [row.kind for row in oldest.rows] == ["added"]


def test_one_revision_holds_the_record_with_its_children_and_claims(admin_client):
    with revision("Entered"):
        agreement = make.agreement()
        party = make.party(agreement, make.actor(name="Albania"))
        clause = make.clause(agreement, topics=[make.topic("pol")])
        make.claim(clause, make.source(title="Wire"))
        make.claim(party, make.source(title="Daily"))

    (newest,) = timeline(admin_client, agreement)

    assert sorted(row.title for row in newest.rows) == [
        "Action: Albania – Signature 2025-03-18",
        f"Agreement: {agreement}",
        f"Claim about clause “{clause}”: Wire",
        f"Claim about party “{party}”: Daily",
        "Clause: 1. Clause 1",
        "Party: Albania – Party",
        "Topics: 1. Clause 1 – Pol (pol)",
    ]


def test_shows_choices_by_label_keys_by_name_and_dates_as_forms_do(admin_client):
    agreement = make.agreement()
    albania, person = make.actor(name="Albania"), make.actor(name="Edi Rama", kind="person")
    action = make.action(make.party(agreement, albania, status=""))
    march = {"happened_on": dt.date(2025, 3, 1), "happened_precision": "month"}
    with revision():
        PartyAction.objects.update(kind="ratified", **march)
        action.representatives.create(person=person, office="Prime Minister")

    changed, added = timeline(admin_client, agreement)[0].rows

    assert changed.token == f"agreements_partyaction:{action.pk}"
    assert changed.title == "Action: Albania – Ratification 2025-03"
    assert changes(changed) == {
        "Date": ("2025-03-18", "2025-03"),
        "Kind": ("Signature", "Ratification"),
    }
    assert changes(added)["Person"] == ("", "Edi Rama")


def test_names_deleted_rows_by_their_last_name(admin_client):
    agreement = make.agreement()
    with revision():
        actor = make.actor(name="Shortlived")
        party = make.party(agreement, actor, status="")
    with revision():
        party.delete()
        actor.delete()

    (row,) = timeline(admin_client, agreement)[0].rows

    assert (row.kind, row.title) == ("deleted", "Party: Shortlived – Party")


def test_is_paged(admin_client):
    agreement = make.agreement(title="0")
    for number in range(PER_PAGE + 1):
        with revision():
            Agreement.objects.update(title=f"{number + 1}")

    assert len(timeline(admin_client, agreement)) == PER_PAGE
    older = timeline(admin_client, agreement, p=2)
    assert [row.kind for each in older for row in each.rows] == ["changed", "added"]
    assert timeline(admin_client, agreement, p="99999") == []
    assert len(timeline(admin_client, agreement, p="nonsense")) == PER_PAGE


def test_takes_at_most_12_queries_whatever_the_length(client, django_assert_max_num_queries):
    client.force_login(make_person("reader", "viewer"))
    agreement = make.agreement()
    for number in range(1, PER_PAGE + 5):
        with revision():
            clause = make.clause(agreement, number, topics=[make.topic("pol")])
            clause.concerns.add(make.actor())
            make.claim(clause)
            make.claim(make.party(agreement, make.actor()))

    with django_assert_max_num_queries(12):
        client.get(history_url(agreement))


def test_shows_a_viewer_no_button_and_a_stranger_nothing(client):
    agreement = retitled("Secret draft", "Secret still")
    client.force_login(make_person("reader", "viewer"))
    page = client.get(history_url(agreement)).content.decode()
    assert "Secret still" in page
    assert 'name="restore"' not in page

    client.force_login(User.objects.create_user("nobody", is_staff=True))
    response = client.get(history_url(agreement))
    assert response.status_code == 403
    assert "Secret" not in response.content.decode()


def test_the_tree_of_a_record_holds_what_is_deleted_with_it():
    names = [part.__name__ for part in tree_tables(Event)]
    assert names == ["Event", "EventIdentifier", "Participation", "EventLink", "EventClaim"]
    assert {Clause, AgreementParty, AgreementClaim} < set(tree_tables(Agreement))


def test_a_table_that_is_not_curated_keeps_its_plain_history(admin_client):
    key, _text = make.key()

    assert admin_client.get(history_url(key)).status_code == 200
    assert isinstance(key, ApiKey)


@cases("key", "0", "none", "9" * 30, "1%00")
def test_redirects_where_there_was_never_a_record(admin_client, key):
    assert admin_client.get(f"/admin/events/event/{key}/history/").status_code == 302


# What it restores


def test_restores_a_field_as_a_revision_of_its_own(admin_client):
    agreement = make.agreement(title="Right", summary="Old")
    with revision():
        Agreement.objects.update(title="Wrong", summary="New")

    messages = restore_last(admin_client, agreement, "title", change_reason="Typo")

    assert messages == ["Restored as a new revision."]
    assert database.stored(agreement, "title", "summary") == ("Right", "New")
    newest = timeline(admin_client, agreement)[0]
    assert newest.why.startswith("Restored from ")
    assert newest.why.endswith(" Typo")
    assert (newest.who, newest.channel) == ("admin", "restored from the history")


def test_restores_a_date_with_its_precision(admin_client):
    event = make.event()
    january = {"date_from": dt.date(2025, 1, 1), "date_to": dt.date(2025, 1, 31)}
    with revision():
        Event.objects.update(**january, date_precision="month")

    restore_last(admin_client, event, "date")

    assert database.stored(event, "date_from", "date_precision") == (dt.date(2025, 3, 18), "day")


def test_restores_a_row_as_it_was_before(admin_client):
    agreement = make.agreement()
    clause = make.clause(agreement, heading="Right", text="Right")
    with revision():
        Clause.objects.update(heading="Wrong", text="Wrong")

    restore_last(admin_client, agreement)

    assert database.stored(clause, "heading", "text") == ("Right", "Right")


def test_restores_a_deleted_child_with_its_claims_and_topics(admin_client):
    agreement = make.agreement()
    clause = make.clause(agreement, topics=[make.topic("pol")])
    support = make.claim(clause)
    key = clause.pk
    with revision():
        clause.delete()
    deleted = timeline(admin_client, agreement)[0]

    restore(admin_client, agreement, f"{deleted.token}|agreements_clause:{key}")

    back = Clause.objects.get(pk=key)
    assert [topic.code for topic in back.topics.all()] == ["pol"]
    assert back.claims.get().pk == support.pk


def test_restores_the_whole_record(admin_client):
    agreement = make.agreement(title="Then")
    first, second = make.clause(agreement, 1), make.clause(agreement, 2)
    with revision():
        Agreement.objects.update(summary="Marks the moment")
    then = timeline(admin_client, agreement)[0]
    with revision():
        first.delete()
        Clause.objects.filter(pk=second.pk).update(number=1)
        make.claim(make.clause(agreement, 7))
        Agreement.objects.update(title="Now")

    restore(admin_client, agreement, then.token)

    assert database.stored(agreement, "title") == "Then"
    numbers = dict(agreement.clauses.values_list("number", "heading"))
    assert numbers == {1: "Clause 1", 2: "Clause 2"}


def test_restores_a_deleted_record_with_its_rows(admin_client):
    event = make.event("gone")
    make.participation(event, make.actor())
    make.claim(event)
    key = event.pk
    with revision():
        event.delete()
    event.pk = key
    page = admin_client.get(history_url(event))
    assert "This record has been deleted." in page.content.decode()
    deleted = page.context["timeline"].revisions[0]

    restore(admin_client, event, f"{deleted.token}|events_event:{key}")

    back = Event.objects.get(pk=key)
    assert (back.participations.count(), back.claims.count()) == (1, 1)


def test_says_why_the_database_refuses_and_changes_nothing(admin_client):
    agreement = make.agreement(slug="first-name")
    with revision():
        Agreement.objects.update(slug="second-name")
    renamed = timeline(admin_client, agreement)[0]
    agreement.refresh_from_db()
    make.publish(agreement)

    messages = restore(admin_client, agreement, target(renamed, "slug"))

    assert messages == ["The slug of a published or retracted record never changes."]
    assert database.stored(agreement, "slug") == "second-name"


def test_asks_again_if_the_record_has_changed_since(admin_client):
    agreement = retitled("Right", "Wrong")
    wrong = timeline(admin_client, agreement)[0]
    wanted = target(wrong, "title")
    seal = admin_client.post(history_url(agreement), {"restore": wanted}).context["seal"]
    Agreement.objects.update(title="Other")

    response = admin_client.post(history_url(agreement), {"restore": wanted, "seal": seal})

    assert response.status_code == 200
    assert "has changed since you looked" in response.content.decode()
    assert database.stored(agreement, "title") == "Other"


NOWHERE = ["", "nonsense", "1:", "9" * 40, "{token}|nonsense", "{token}|{row}|nonsense", "\0:\0"]


@cases("wanted", *NOWHERE)
def test_restores_nothing_that_is_not_in_the_history(admin_client, wanted):
    agreement = make.agreement()
    with revision():
        Agreement.objects.update(title="New")
    newest = timeline(admin_client, agreement)[0]

    wanted = wanted.format(token=newest.token, row=newest.rows[0].token)

    messages = restore(admin_client, agreement, wanted)
    assert messages == ["Nothing to restore: nothing has changed since then."]


def test_restoring_a_published_record_proposes_the_change(client):
    agreement = retitled("Right", "Wrong")
    agreement.refresh_from_db()
    make.publish(agreement)
    ana, ben = make_person("ana", "reviewer"), make_person("ben", "reviewer")
    client.force_login(ana)
    wrong = next(each for each in timeline(client, agreement) if each.channel == "form")

    messages = restore(client, agreement, target(wrong, "title"), change_reason="Typo")

    (told,) = messages
    assert told == "Your change of “Wrong” is proposed; a reviewer other than you must accept it."
    assert database.stored(agreement, "title") == "Wrong"
    proposal = Proposal.objects.get()
    assert (proposal.author, proposal.note) == (ana, "Typo")
    title = {"label": "Title", "old": "Wrong", "new": "Right", "name": "title"}
    assert proposal.difference[0]["fields"] == [title]

    assert decide(client, proposal) == ["It is your own proposal: somebody else must decide."]
    client.force_login(ben)
    assert decide(client, proposal) == ["The change is accepted and published."]

    assert database.stored(agreement, "title", "review_status") == ("Right", "published")
    newest = timeline(client, agreement)[0]
    assert (newest.who, newest.why, newest.channel) == ("ben", "Typo", "restored from the history")


def test_a_proposed_restore_is_refused_once_the_record_has_changed(client):
    agreement = make.publish(make.agreement(title="Right"))
    with revision():
        Agreement.objects.update(title="Wrong")
    client.force_login(make_person("ana", "curator"))
    restore_last(client, agreement, "title")
    Agreement.objects.update(title="Third")
    client.force_login(make_person("ben", "reviewer"))

    messages = decide(client, Proposal.objects.get())

    (told,) = messages
    assert told == "The record has changed since the proposal was made; see the differences below."
    assert database.stored(agreement, "title") == "Third"
