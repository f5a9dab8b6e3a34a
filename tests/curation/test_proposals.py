"""Published records change by proposals: made by one user, shown as a difference, accepted by another."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agreements.models import Agreement
from curation.models import Proposal
from events.models import Event
from records.sql import sql_file
from tests import cases, database, make
from tests.accounts.people import make_person
from tests.admin_page import AdminPage, client_of, messages_of, url_of

CHANGED = "The record has changed since the proposal was made; see the differences below."


def log_in(name: str, role: str) -> Client:
    return client_of(make_person(name, role))


@pytest.fixture
def ana() -> Client:
    return log_in("ana", "curator")


@pytest.fixture
def ben() -> Client:
    return log_in("ben", "reviewer")


def tirana() -> Agreement:
    """A published agreement with two parties and a clause."""
    agreement = make.publish(make.agreement("tirana", title="Tirana"))
    make.party(agreement, make.actor("albania"))
    make.party(agreement, make.actor("kosovo"))
    make.clause(agreement, 1, text="Old text")
    agreement.refresh_from_db()
    return agreement


def proposed(client: Client, record: Any, rows: dict[str, Any] | None = None, **values: Any) -> Any:
    """Sends the form of a record with these values; returns the proposal that this creates."""
    page = AdminPage(client, record)
    page.fill(**values)
    page.data |= rows or {}
    assert page.save() == []
    proposal = Proposal.objects.latest("id")
    # The user is redirected to the proposal.
    assert client.get(page.response["Location"]).context["original"] == proposal
    return proposal


def decided(client: Client, proposal: Proposal, decision: str, note: str = "") -> list[str]:
    """Decides on a proposal; returns the messages that follow."""
    data = {"decision": decision, "note": note}
    answer = client.post(url_of(proposal, "decide"), data, follow=True)
    proposal.refresh_from_db()
    return messages_of(answer)


def test_saving_a_published_record_proposes_and_changes_nothing(ana):
    agreement = tirana()
    version = agreement.version

    proposal = proposed(ana, agreement, title="Renamed", rows={"proposal_note": "As printed."})

    assert database.stored(agreement, "title", "version") == ("Tirana", version)
    assert proposal.record == agreement
    values = (proposal.author.username, proposal.note, proposal.state)
    assert values == ("ana", "As printed.", "open")


def test_a_reviewer_proposes_as_well(ben):
    agreement = tirana()

    proposed(ben, agreement, title="Renamed")

    assert database.stored(agreement, "title") == "Tirana"


def test_saving_without_a_change_proposes_nothing(ana):
    page = AdminPage(ana, tirana())

    assert page.save() == []

    assert not Proposal.objects.exists()


def test_a_change_that_breaks_a_rule_is_not_proposed_and_the_input_is_kept(ana):
    page = AdminPage(ana, tirana())
    page.fill(title="Renamed")
    page.data["claims-0-DELETE"] = "on"

    assert page.save() == ["A published record needs a supporting claim from a published source."]

    assert page.value("title") == "Renamed"
    assert not Proposal.objects.exists()


def test_is_shown_field_by_field_with_rows_added_changed_and_removed(ana, ben):
    agreement = tirana()
    page = AdminPage(ana, agreement)
    page.fill(title="Renamed", kind="treaty", signed="2025-03")
    page.fill("parties-0", action="ratified")
    page.data["parties-1-DELETE"] = "on"
    page.add("clauses", heading="Second", text="New text")
    assert page.save() == []
    proposal = Proposal.objects.get()

    shown = [row.diff for row in ben.get(url_of(proposal)).context["difference"]]

    rows = {
        (row["row"], row["what"]): {f["label"]: (f["old"], f["new"]) for f in row["fields"]}
        for row in shown
    }
    assert rows["Agreement: Renamed", "changed"] == {
        "Title": ("Tirana", "Renamed"),
        "Kind": ("Declaration", "Treaty"),
        "Signed": ("2025-03-18", "2025-03"),
    }
    changed, removed = (row for row in shown if row["row"].startswith("Party"))
    assert (changed["what"], removed["what"]) == ("changed", "removed")
    action = {"label": "Add action", "old": "", "new": "Ratification", "name": "action"}
    assert changed["fields"] == [action]
    assert {"label": "Actor", "old": "Kosovo", "new": "", "name": "actor"} in removed["fields"]
    assert rows["Clause", "added"]["Heading"] == ("", "Second")
    assert len(shown) == 4


def test_shows_the_claims_behind_each_field_and_about_the_row(ana, ben):
    agreement = tirana()
    wire = make.source("wire", title="Wire", reliability="B")
    make.claim(agreement, wire, field="signed_on", locator="L1", credibility=2, quote="18 March")
    party = agreement.parties.get(actor__slug="albania")
    make.claim(party, wire, locator="L2", verdict="mentions", credibility=3)
    page = AdminPage(ana, agreement)
    page.fill(title="Renamed", signed="2025-03")
    page.fill("parties-0", action="ratified")
    page.add("clauses", heading="Second")
    assert page.save() == []
    proposal = Proposal.objects.get()

    with CaptureQueriesContext(connection) as queries:
        answer = ben.get(url_of(proposal))

    record, row, added = answer.context["difference"]
    behind = {cited.diff["label"]: [c.locator for c in cited.claims] for cited in record.fields}
    assert behind == {"Title": [], "Signed": ["L1"]}
    assert len(record.claims) == 1
    assert [(c.source, c.locator, c.verdict, c.grade) for c in row.claims] == [
        ("Wire", "L2", "Mentions", "B3")
    ]
    assert (row.has_claims, added.has_claims) == (True, False)
    html = answer.content.decode()
    assert "18 March" in html
    assert len([q for q in queries if '"agreement_id" IN' in q["sql"]]) == 1
    assert decided(ben, proposal, "accepted") == ["The change is accepted and published."]
    kept = ben.get(url_of(proposal)).context["difference"][0]
    assert [cited.diff["label"] for cited in kept.fields] == ["Title", "Signed"]


def test_asks_for_one_reason(ana):
    agreement = tirana()

    published, draft = (
        ana.get(url_of(each)).content.decode() for each in (agreement, make.agreement())
    )

    assert 'name="proposal_note"' in published
    assert 'name="change_reason"' not in published
    assert 'name="change_reason"' in draft


def test_is_accepted_completely_by_somebody_else(ana, ben):
    agreement = tirana()
    page = AdminPage(ana, agreement)
    page.fill(title="Renamed")
    page.data["parties-1-DELETE"] = "on"
    page.add("clauses", heading="Second", cite_source=agreement.claims.get().source)
    page.save()
    proposal = Proposal.objects.get()

    assert decided(ben, proposal, "accepted") == ["The change is accepted and published."]

    assert database.stored(agreement, "title", "review_status") == ("Renamed", "published")
    assert [party.actor.slug for party in agreement.parties.all()] == ["albania"]
    assert [clause.number for clause in agreement.clauses.all()] == [1, 2]
    assert agreement.clauses.get(number=2).claims.count() == 1
    assert (proposal.state, proposal.decided_by.username) == ("accepted", "ben")
    assert proposal.decided_at is not None
    page = ben.get(url_of(proposal))
    assert "Renamed" in page.content.decode()
    assert page.context["conflicts"] == []


def test_nobody_accepts_or_declines_their_own_proposal(ben):
    agreement = tirana()
    proposal = proposed(ben, agreement, title="Renamed")

    for decision in ("accepted", "declined"):
        said = decided(ben, proposal, decision, "Fine.")
        assert said == ["It is your own proposal: somebody else must decide."]

    assert proposal.state == "open"


def test_curators_do_not_decide(ana):
    proposal = proposed(ana, tirana(), title="Renamed")

    said = decided(log_in("cem", "curator"), proposal, "accepted")
    assert said == ["Only reviewers decide on proposals."]

    assert proposal.state == "open"


def test_only_the_author_withdraws_it(ana, ben):
    proposal = proposed(ana, tirana(), title="Renamed")

    assert decided(ben, proposal, "withdrawn") == ["Only its author can withdraw a proposal."]
    assert decided(ana, proposal, "withdrawn") == ["The change is withdrawn."]
    assert decided(ben, proposal, "accepted") == ["This proposal has been decided already."]

    assert Agreement.objects.get().title == "Tirana"


def test_is_declined_with_a_note(ana, ben):
    proposal = proposed(ana, tirana(), title="Renamed")

    assert decided(ben, proposal, "declined") == ["Say why you decline it."]
    said = decided(ben, proposal, "declined", "The title is as printed.")
    assert said == ["The change is declined."]

    assert "The title is as printed." in ana.get(url_of(proposal)).content.decode()


@cases("part", "field", "row")
def test_is_refused_with_the_differences_if_the_record_has_changed(ana, ben, part):
    agreement = tirana()
    proposal = proposed(ana, agreement, summary="New")
    if part == "field":
        Agreement.objects.update(title="Elsewhere")
    else:
        agreement.parties.get(actor__slug="kosovo").delete()

    assert decided(ben, proposal, "accepted") == [CHANGED]

    [conflict] = ben.get(url_of(proposal)).context["conflicts"]
    assert conflict.diff["what"] == ("changed" if part == "field" else "removed")
    if part == "field":
        (title,) = conflict.diff["fields"]
        assert title == {"label": "Title", "old": "Tirana", "new": "Elsewhere", "name": "title"}
    agreement.refresh_from_db()
    assert (agreement.summary, proposal.state) == ("", "open")


def test_the_second_of_two_proposals_is_refused_once_the_first_is_accepted(ana, ben):
    agreement = tirana()
    first = proposed(ana, agreement, title="First")
    second = proposed(ana, agreement, title="Second")

    (accepted,) = decided(ben, first, "accepted")
    assert "The change is accepted and published.</a> This is the next one." in accepted
    assert decided(ben, second, "accepted") == [CHANGED]

    assert database.stored(agreement, "title") == "First"


def test_a_refused_proposal_changes_nothing(ana, ben):
    agreement = tirana()
    actor = make.actor("serbia")
    page = AdminPage(ana, agreement)
    page.fill(title="Renamed")
    page.add("parties", actor=actor, action="signed")
    page.save()
    proposal = Proposal.objects.get()
    # The form refers to a deleted record
    actor.delete()

    [message] = decided(ben, proposal, "accepted")

    assert message.startswith("Actor: Select a valid choice.")
    agreement.refresh_from_db()
    assert (agreement.title, agreement.parties.count(), proposal.state) == ("Tirana", 2, "open")


def test_is_not_accepted_once_the_record_is_retracted(ana, ben):
    agreement = tirana()
    proposal = proposed(ana, agreement, title="Renamed")
    Agreement.objects.update(review_status="retracted", retraction_reason="Wrong.")

    assert decided(ben, proposal, "accepted") == ["The record is no longer published."]


def test_claims_of_a_published_figure_are_not_changed_on_the_page_of_a_draft(ana):
    event = make.event()
    figure = make.publish(make.figure(event=event))
    source = make.source()
    page = AdminPage(ana, event)
    page.add("claims", about=f"figure:{figure.pk}", source=source)

    assert page.save() == [f"“{figure}” is not a draft: change it on its own page."]

    assert figure.claims.count() == 1
    assert Event.objects.get() == event


def test_the_page_of_a_record_links_to_its_open_proposals(ana, ben):
    agreement = tirana()
    proposal = proposed(ana, agreement, title="Renamed")

    assert url_of(proposal) in ben.get(url_of(agreement)).content.decode()
    decided(ben, proposal, "declined", "No.")
    assert url_of(proposal) not in ben.get(url_of(agreement)).content.decode()


def test_is_listed_only_for_people_who_propose(ana):
    proposed(ana, tirana(), title="Renamed")

    # Importers see what becomes of their corrections.
    for client in (ana, log_in("importer", "importer")):
        assert "Tirana" in client.get("/admin/curation/proposal/").content.decode()
    client = log_in("viewer", "viewer")
    assert client.get("/admin/curation/proposal/").status_code == 403
    assert client.get(url_of(Proposal.objects.get())).status_code == 403


# The database


def open_proposal() -> Proposal:
    return make.proposal(make.publish(make.agreement()), make_person("author"))


@cases("values", {"state": "accepted", "data": {"title": []}}, {"note": "Other"})
def test_the_database_keeps_a_proposal_as_it_was_made(values):
    open_proposal()

    with pytest.raises(IntegrityError, match="stays as it was made"), transaction.atomic():
        Proposal.objects.update(decided_by=make_person("other"), **values)


def test_a_decision_cannot_be_changed_or_deleted():
    proposal = open_proposal()
    Proposal.objects.update(state="accepted", decided_by=make_person("other"))

    for state in ("declined", "open"):
        with pytest.raises(IntegrityError, match="does not change"), transaction.atomic():
            Proposal.objects.update(state=state)
    with pytest.raises(IntegrityError, match="Proposals are kept"), transaction.atomic():
        proposal.delete()


def test_a_new_proposal_is_open():
    proposal = open_proposal()
    proposal.pk, proposal.state = None, "accepted"
    proposal.decided_by = make_person("other")

    with pytest.raises(IntegrityError, match="A new proposal is open"), transaction.atomic():
        proposal.save()


def test_a_claim_of_a_published_record_is_proposed_like_the_rest(ana, ben):
    agreement = make.publish(make.agreement())
    make.claim(agreement)
    page = AdminPage(ana, agreement)
    page.data["claims-1-DELETE"] = "on"
    page.save()

    assert agreement.claims.count() == 2
    decided(ben, Proposal.objects.get(), "accepted")
    assert agreement.claims.count() == 1


def test_finds_what_open_proposals_would_show_by_an_index() -> None:
    first = make.proposal(make.event(), make_person("ana", "curator"))
    columns = {name: getattr(first, name) for name in ("content_type", "object_id", "author")}
    rest = {"based_on": 0, "data": {}, "before": {}, "difference": []}
    Proposal.objects.bulk_create(
        Proposal(**columns, **rest, terms={"events_place": [key]}) for key in range(2000)
    )
    database.execute("ANALYZE curation_proposal")
    condition = sql_file(
        "records/term_proposed", table="events_place", decisions="curation_proposal"
    )

    plan = database.rows(
        f"EXPLAIN WITH RECURSIVE these AS (SELECT 7::bigint AS id UNION SELECT id + 1 FROM these WHERE id < 9)"
        f" SELECT {condition}"
    )

    assert "curation_proposal_terms" in str(plan)
