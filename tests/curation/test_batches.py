"""Many records and proposals are decided on at once: chosen, shown, confirmed, then made by the worker."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django_tasks_db.models import DBTaskResult

from agreements.models import Agreement
from curation.models import Proposal, ReviewBatch
from curation.review import batches, pages
from curation.review.batches import prepare_batch
from curation.review.transitions import transition
from events.models import Event
from records.review import loading
from sources.models import Source
from tests import cases, database, make
from tests.accounts.people import make_person
from tests.admin_page import AdminPage, client_of, list_url, messages_of, url_of
from tests.curation.batches import choose, confirm, outcomes, press, run

pytestmark = pytest.mark.usefixtures("strict_review")
OWN = "You submitted it yourself: somebody else must review it."


@pytest.fixture(autouse=True)
def _few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "MOST_AT_ONCE", 1)


@pytest.fixture
def ana() -> User:
    return make_person("ana", "curator")


@pytest.fixture
def ben() -> User:
    return make_person("ben", "reviewer")


def cited(count: int, **overrides: Any) -> list[Agreement]:
    """Drafts with the claim that they need to be published."""
    with loading():
        source = make.source()
        drafts = [make.agreement(review_status="draft", **overrides) for _ in range(count)]
        for each in drafts:
            make.claim(each, source)
    return drafts


def submitted(user: User, count: int) -> list[Agreement]:
    records = cited(count)
    for each in records:
        transition(each, "in_review", user=user)
    return records


def statuses() -> list[str]:
    return list(Agreement.objects.order_by("pk").values_list("review_status", flat=True))


# From a list


def test_many_drafts_of_all_pages_of_a_list_are_submitted_together(ana):
    drafts = cited(3)
    client = client_of(ana)

    batch = choose(client, "submit_for_review", Agreement, change_reason="From the archive")
    assert statuses() == ["draft"] * 3
    page = client.get(url_of(batch))
    assert [str(each.title) for each in page.context["groups"]] == ["All", "Will be tried"]
    assert "Submit for review (3)" in " ".join(page.content.decode().split())
    assert page.context["note"] == "From the archive"
    batch = confirm(client, batch, note="From the archive")

    assert statuses() == ["in_review"] * 3
    assert outcomes(batch) == dict.fromkeys(drafts, "done")
    assert {each.submitted_by for each in Agreement.objects.all()} == {ana}
    assert LogEntry.objects.filter(change_message="Submitted. From the archive").count() == 3
    page = client.get(url_of(batch)).content.decode()
    assert "3 of 3 done, 0 not possible." in page
    history = client.get(url_of(drafts[0], "history")).content.decode()
    assert "From the archive" in history and "action on a list" in history


def test_the_page_names_what_was_not_done_in_groups_by_reason(ana, ben):
    good, own = submitted(ana, 2), submitted(ben, 1)
    alone, raw = make.agreement(title="Alone"), cited(1)
    transition(alone, "in_review", user=ana)
    unpublished = make.agreement()
    make.claim(unpublished, make.source(title="Wire", review_status="draft"))
    transition(unpublished, "in_review", user=ana)
    client = client_of(ben)

    batch = choose(client, "publish", Agreement)
    groups = client.get(url_of(batch)).context["groups"]

    assert {str(each.title): each.count for each in groups} == {
        "All": 6,
        "Will be tried": 2,
        OWN: 1,
        "It is a draft: submit it for review first.": 1,
        "It has no supporting claim yet.": 1,
        "Its sources are not published: Wire.": 1,
    }
    shown = client.get(url_of(batch), {"group": groups[4].name}).context["lines"]
    assert len(shown) == 1
    assert LogEntry.objects.filter(change_message="Published.").count() == 0
    batch = confirm(client, batch)
    assert statuses().count("published") == 2
    assert outcomes(batch)[good[0]] == "done"
    assert outcomes(batch)[own[0]] == OWN
    assert outcomes(batch)[raw[0]] == "It is a draft: submit it for review first."


def test_sources_are_published_before_what_cites_them(ana, ben):
    source, event = make.source("wire", review_status="draft"), make.event()
    make.claim(event, source)
    for each in (source, event):
        transition(each, "in_review", user=ana)

    chosen = [Event.objects.all(), Source.objects.all()]
    batch = prepare_batch("published", chosen, user=ben, origin="/admin/")

    assert outcomes(batch) == {source: "waiting", event: "waiting"}
    assert outcomes(confirm(client_of(ben), batch)) == {source: "done", event: "done"}
    batch = prepare_batch("retracted", chosen, user=ben, origin="/admin/")
    assert outcomes(confirm(client_of(ben), batch, "Invented.")) == {source: "done", event: "done"}


def test_more_than_the_limit_are_refused_and_nothing_is_stored(ana, monkeypatch):
    monkeypatch.setattr(batches, "MAX_AT_ONCE", 2)
    cited(3)
    data = {"action": "submit_for_review", "select_across": "1", "_selected_action": ["1"]}

    answer = client_of(ana).post(list_url(Agreement), data, follow=True)

    assert messages_of(answer) == ["At most 2 records at once; choose fewer."]
    assert not ReviewBatch.objects.exists()


@cases("action, to", ("send_back", "draft"), ("retract", "retracted"))
def test_what_needs_a_reason_is_not_started_without(ana, ben, action, to):
    submitted(ana, 2)
    if to == "retracted":
        confirm(client_of(ben), choose(client_of(ben), "publish", Agreement))
    batch = choose(client_of(ben), action, Agreement)
    before = statuses()

    said = press(client_of(ben), batch, "start", note=" ").context["error"]
    assert "Say why" in said
    said = press(client_of(ben), batch, "start", note="x" * 301).context["error"]
    assert said == "Use at most 300 characters."
    assert statuses() == before
    confirm(client_of(ben), batch, "Not yet.")

    assert statuses() == [to] * 2


def test_a_preview_shows_the_text_of_new_terms_and_places(ana, ben):
    for number in range(2):
        place = make.place(f"place-{number}", name=f"Place {number}")
        event = make.event(place=place, geo_precision="settlement")
        with loading():
            make.claim(event, make.source())
        transition(event, "in_review", user=ana)

    batch = choose(client_of(ben), "publish", Event)
    page = client_of(ben).get(url_of(batch)).content.decode()
    assert "New places and terms that these show" in page
    assert "Place 0" in page and "Place 1" in page

    data = {"action": "publish", "_selected_action": [Event.objects.first().pk]}
    page = client_of(ben).post(list_url(Event), data).content.decode()
    assert "New places and terms that these show" in page


# Two people, versions, rights


def test_only_the_version_that_was_shown_is_published(ana, ben):
    first, second = submitted(ana, 2)
    batch = choose(client_of(ben), "publish", Agreement)
    transition(first, "draft", user=ben, note="Again, please.")
    Agreement.objects.filter(pk=first.pk).update(title="Other")
    transition(first, "in_review", user=ana)

    batch = confirm(client_of(ben), batch)

    changed = "It has changed since you opened its page. Please look again."
    assert outcomes(batch) == {first: changed, second: "done"}


def test_rights_that_were_taken_away_meanwhile_count(ana, ben):
    submitted(ana, 2)
    batch = choose(client_of(ben), "publish", Agreement)
    press(client_of(ben), batch, "start")
    ben.groups.set(Group.objects.filter(name="curator"))

    run(batch)

    assert set(outcomes(batch).values()) == {"You may not do this with agreements."}
    assert statuses() == ["in_review"] * 2


def test_a_batch_is_started_and_stopped_by_its_user_alone(ana, ben):
    cited(2)
    batch = choose(client_of(ana), "submit_for_review", Agreement)
    other = client_of(ben)
    refusal = "Only the user who prepared it can start or stop it."

    assert "may_start" in other.get(url_of(batch)).context
    assert not other.get(url_of(batch)).context["may_start"]
    assert press(other, batch, "start").context["error"] == refusal
    assert batch.state == "prepared"
    press(client_of(ana), batch, "start")
    assert press(other, batch, "stop").context["error"] == refusal
    assert batch.state == "queued"
    press(client_of(ana), batch, "stop")
    assert batch.state == "stopped"
    assert not DBTaskResult.objects.exists()
    answer = other.get(url_of(batch, "progress").replace(str(batch.pk), "999999"))
    assert answer.status_code == 404


def test_reasons_are_in_the_language_of_the_user(ana):
    cited(2)
    client = client_of(ana)
    batch = choose(client, "submit_for_review", Agreement)
    Agreement.objects.all().delete()
    client.cookies["django_language"] = "hr"
    press(client, batch, "start")
    run(batch)

    assert batch.language == "hr"


# The worker


def test_a_batch_runs_once(ana):
    cited(2)
    batch = choose(client_of(ana), "submit_for_review", Agreement)
    press(client_of(ana), batch, "start")

    said = press(client_of(ana), batch, "start").context["error"]

    assert said == "This has been started already."
    assert DBTaskResult.objects.count() == 1
    assert run(batch).state == "done"
    assert press(client_of(ana), batch, "start").context["error"] == said


def test_progress_counts_what_is_done(ana):
    cited(3)
    client = client_of(ana)
    batch = choose(client, "submit_for_review", Agreement)
    press(client, batch, "start")

    def progress() -> dict[str, Any]:
        return client.get(url_of(batch, "progress")).json()

    assert progress()["text"] == "Waiting for the worker …"
    ReviewBatch.objects.update(state="running")
    batch.items.filter(pk=batch.items.first().pk).update(state="done")
    assert progress() == {
        "busy": True,
        "heading": "Running",
        "text": "1 of 3 done, 0 not possible …",
    }


def test_a_stopped_batch_says_what_was_not_tried_and_can_be_continued(ana, monkeypatch):
    cited(3)
    client = client_of(ana)
    batch = choose(client, "submit_for_review", Agreement)
    press(client, batch, "start")
    original = batches._decide

    def decide_one(*args: Any) -> None:
        original(*args)
        batches.stop_batch(batch)

    monkeypatch.setattr(batches, "_decide", decide_one)
    run(batch)

    assert sorted(statuses()) == ["draft", "draft", "in_review"]
    page = client.get(url_of(batch)).content.decode()
    assert "1 of 3 done, 0 not possible, 2 not tried." in page
    assert "Continue with the others" in page
    monkeypatch.undo()
    monkeypatch.setattr(pages, "MOST_AT_ONCE", 1)
    assert confirm(client, batch).state == "done"
    assert statuses() == ["in_review"] * 3


def test_a_fault_of_the_program_concerns_one_record(ana, monkeypatch):
    drafts = cited(3)
    batch = choose(client_of(ana), "submit_for_review", Agreement)
    original = batches._decide

    def decide(batch: Any, item: Any, user: Any) -> None:
        original(batch, item, user)
        if item.object_id == drafts[1].pk:
            raise RuntimeError("broken")

    monkeypatch.setattr(batches, "_decide", decide)
    confirm(client_of(ana), batch)

    assert statuses() == ["in_review", "draft", "in_review"]
    assert outcomes(batch)[drafts[1]] == str(batches.FAILED)


# Proposals


def proposed(user: User, count: int) -> list[Proposal]:
    with loading():
        records = [make.publish(make.agreement(title=f"Old {n}")) for n in range(count)]
    for record in records:
        page = AdminPage(client_of(user), record)
        page.fill(title=f"New {record.pk}")
        assert page.save() == []
    return list(Proposal.objects.order_by("pk"))


def test_many_proposals_are_accepted_and_those_that_conflict_are_named(ana, ben):
    first, second, third = proposed(ana, 3)
    with loading():
        Agreement.objects.filter(pk=second.object_id).update(title="Edited")

    batch = choose(client_of(ben), "accept", Proposal)
    page = client_of(ben).get(url_of(batch))
    assert page.context["lines"][0]["difference"]
    confirm(client_of(ben), batch)

    changed = "The record has changed since the proposal was made; see the differences below."
    assert outcomes(batch) == {first: "done", second: changed, third: "done"}
    titles = dict(Agreement.objects.values_list("pk", "title"))
    assert titles[first.object_id] == f"New {first.object_id}"
    assert titles[second.object_id] == "Edited"
    assert database.stored(second, "state") == "open"


def test_nobody_accepts_their_own_proposals_in_a_batch(ben):
    proposals = proposed(ben, 2)

    batch = choose(client_of(ben), "accept", Proposal)

    own = "It is your own proposal: somebody else must decide."
    assert outcomes(batch) == dict.fromkeys(proposals, own)
    assert "None of them can take this step." in client_of(ben).get(url_of(batch)).content.decode()


@cases("action, name, state", ("decline", "ben", "declined"), ("withdraw", "ana", "withdrawn"))
def test_many_proposals_are_declined_or_withdrawn(ana, ben, action, name, state):
    proposals = proposed(ana, 2)
    client = client_of({"ana": ana, "ben": ben}[name])

    confirm(client, choose(client, action, Proposal), "No source.")

    assert [database.stored(each, "state") for each in proposals] == [state] * 2
