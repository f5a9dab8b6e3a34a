"""Nobody publishes a record alone: the transitions of the review in the admin and in the database."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.test import Client

from agreements.models import Agreement
from curation.database_errors import ChangeRefusedError
from curation.review.transitions import transition
from records.review import loading
from records.second_person import trial
from sources.models import Source
from tests import cases, database, make
from tests.accounts.people import make_person
from tests.admin_page import AdminPage, act, client_of, list_url, url_of

pytestmark = pytest.mark.usefixtures("strict_review")

JUMP = (
    "A draft is submitted for review; what is in review is published or sent back; "
    "what is published is retracted. There is no other way."
)
STATUSES = ["draft", "in_review", "published", "retracted"]
OWN = "You submitted it yourself: somebody else must review it."
NAMELESS = "Name the user who reviews a record, publishes it or sends it back."


@pytest.fixture
def ana() -> User:
    return make_person("ana", "curator")


@pytest.fixture
def ben() -> User:
    return make_person("ben", "reviewer")


def cited(**overrides: Any) -> Agreement:
    """A draft with the claim that it needs to be published."""
    agreement = make.agreement(**overrides)
    with loading():
        make.claim(agreement, make.source())
    return agreement


def waiting(user: User, **overrides: Any) -> Agreement:
    agreement = cited(**overrides)
    transition(agreement, "in_review", user=user)
    return agreement


def published(ana: User, ben: User, **overrides: Any) -> Agreement:
    agreement = waiting(ana, **overrides)
    transition(agreement, "published", user=ben)
    return agreement


def step(client: Client, record: Any, to: str, **data: str) -> list[str]:
    """Presses a button of a record's page; returns the messages that follow."""
    answer = client.post(url_of(record, "review"), {"to": to, **data}, follow=True)
    assert answer.status_code == 200
    said = [*answer.context["messages"], answer.context.get("error")]
    return [str(message) for message in said if message]


def status_of(record: Any) -> str:
    return str(type(record)._default_manager.get(pk=record.pk).review_status)


# Transitions


def test_moves_from_draft_through_review_to_published_and_retracted(ana, ben):
    agreement = cited(title="Tirana")

    assert step(client_of(ana), agreement, "in_review") == ["“Tirana” waits for review."]
    assert step(client_of(ben), agreement, "published") == ["“Tirana” is published."]
    said = step(client_of(ben), agreement, "retracted", note="It was never signed.")
    assert said == ["“Tirana” is retracted."]

    assert database.stored(agreement, "submitted_by", "reviewed_by") == (ana, ben)
    times = database.stored(agreement, "submitted_at", "reviewed_at", "retracted_at")
    assert None not in times
    assert database.stored(agreement, "retraction_reason") == "It was never signed."
    log = [entry.change_message for entry in LogEntry.objects.order_by("id")]
    assert log == ["Submitted.", "Published.", "Retracted: It was never signed."]


def test_a_draft_shows_the_note_with_which_it_was_sent_back(ana, ben):
    agreement = waiting(ana)

    assert step(client_of(ben), agreement, "draft", note="The date is missing.")
    answer = client_of(ana).get(url_of(agreement))

    html = answer.content.decode()
    assert "The date is missing." in answer.context["send_back_note"]
    assert (
        html.index("Sent back:")
        < html.index("The date is missing.")
        < html.index('id="agreement_form"')
    )
    assert database.stored(agreement, "submitted_by", "submitted_at") == (None, None)


@cases("to", "draft", "retracted")
def test_sending_back_and_retracting_need_a_reason(ana, ben, to):
    agreement = waiting(ana) if to == "draft" else published(ana, ben)
    before = agreement.review_status

    answer = client_of(ben).post(url_of(agreement, "review"), {"to": to, "note": " "})

    assert "Say why" in answer.content.decode()
    assert status_of(agreement) == before


def test_a_curator_takes_back_only_their_own_submissions(ana):
    own, other = waiting(ana), waiting(make_person("cem", "curator"))

    assert step(client_of(ana), own, "draft", note="Not yet.")
    refusal = "Only reviewers and the person who submitted it can send it back."
    assert step(client_of(ana), other, "draft", note="Not yet.") == [refusal]

    assert (status_of(own), status_of(other)) == ("draft", "in_review")


def offered(client: Client, record: Any) -> dict[str, str]:
    """The buttons of a record's page, each with the reason why it cannot be pressed."""
    return {str(step.name): why for step, why in client.get(url_of(record)).context["transitions"]}


def test_offers_no_transition_to_those_who_may_not_make_it(ana, ben):
    draft, waits, public = cited(), waiting(ana), published(ana, ben)

    assert [offered(client_of(ana), each) for each in (draft, waits, public)] == [
        {"Submit for review": ""},
        {"Send back": ""},
        {},
    ]
    assert offered(client_of(make_person("cem", "curator")), waits) == {}
    assert offered(client_of(ben), waits) == {"Publish": "", "Send back": ""}
    assert offered(client_of(ben), public) == {"Retract": ""}
    assert offered(client_of(ben), waiting(ben)) == {"Publish": OWN, "Send back": ""}


def after(client: Client, record: Any, to: str, **data: str) -> Any:
    """The page that follows a button of a record's page: the record that it shows."""
    answer = client.post(url_of(record, "review"), {"to": to, **data}, follow=True)
    return answer.context["original"]


def test_a_decision_leads_to_the_record_of_any_kind_that_has_waited_longest(ana, ben):
    first, own, second = waiting(ana), waiting(ben), waiting(ana)
    actor = make.actor("albania")
    transition(actor, "in_review", user=ana)
    with loading():
        for hour, record in enumerate((own, first, second, actor)):
            at = dt.datetime(2025, 3, 18, hour, tzinfo=dt.UTC)
            type(record)._base_manager.filter(pk=record.pk).update(submitted_at=at)

    assert after(client_of(ben), second, "published") == first
    assert after(client_of(ben), first, "draft", note="Not yet.") == actor
    assert after(client_of(ana), actor, "draft", note="Not yet.") == actor
    assert after(client_of(make_person("cem", "reviewer")), own, "published") == own


def test_a_decision_leads_to_the_next_record_of_the_list_that_it_was_opened_from(ana, ben):
    one, two, three = (waiting(ana, slug=slug, title=slug) for slug in ("one", "three", "two"))
    filters = {"_changelist_filters": "queue=waiting_for_review"}
    client = client_of(ben)

    page = client.get(url_of(two), filters).content.decode()

    assert 'name="_changelist_filters" value="queue=waiting_for_review"' in page
    assert after(client, two, "published", **filters) == three
    assert after(client, three, "published", **filters) == one
    assert after(client, one, "draft", note="Not yet.", **filters) == one


def test_nobody_publishes_what_they_submitted(ben):
    agreement = waiting(ben)

    assert step(client_of(ben), agreement, "published") == [OWN]
    assert status_of(agreement) == "in_review"


def test_publishes_only_the_version_that_was_shown(ana, ben):
    agreement = waiting(ana)
    seen = agreement.version
    transition(agreement, "draft", user=ben, note="Again, please.")
    Agreement.objects.filter(pk=agreement.pk).update(title="Other")
    transition(agreement, "in_review", user=ana)

    said = step(client_of(ben), agreement, "published", version=str(seen))
    assert said == ["It has changed since you opened its page. Please look again."]

    assert status_of(agreement) == "in_review"


def test_says_what_a_record_lacks_to_be_published(ana, ben):
    alone, unpublished = make.agreement(), make.agreement()
    make.claim(unpublished, make.source(title="Wire", review_status="draft"))
    for agreement in (alone, unpublished):
        transition(agreement, "in_review", user=ana)

    assert step(client_of(ben), alone, "published") == ["It has no supporting claim yet."]
    said = step(client_of(ben), unpublished, "published")
    assert said == ["Its sources are not published: Wire."]


def test_does_not_retract_the_only_source_of_a_published_record(ana, ben):
    source = published(ana, ben).claims.get().source

    said = step(client_of(ben), source, "retracted", note="It was withdrawn.")
    assert said == ["A published record needs a supporting claim from a published source."]

    assert status_of(source) == "published"


# The page of a record


def test_shows_possible_transitions_and_why_others_are_not(ana, ben):
    agreement = waiting(ben)

    page = client_of(ben).get(url_of(agreement)).content.decode()
    assert OWN in page
    assert "<button>Publish</button>" not in page
    page = client_of(make_person("eva", "reviewer")).get(url_of(agreement)).content.decode()
    assert "<button>Publish</button>" in page


def test_shows_no_transitions_to_a_viewer(ana):
    viewer = client_of(make_person("cem", "viewer"))

    page = viewer.get(url_of(waiting(ana))).content.decode()

    assert 'class="review"' not in page


def test_a_record_in_review_does_not_change_and_the_input_is_kept(ana, ben):
    agreement = cited(title="Before")
    page = AdminPage(client_of(ana), agreement)
    page.fill(title="Typed")
    transition(agreement, "in_review", user=ana)

    (refusal,) = page.save()
    assert refusal.startswith("ana saved this page at")
    assert page.value("title") == "Typed"
    assert database.stored(agreement, "title") == "Before"


def test_a_forged_status_is_ignored(ana):
    agreement = cited()
    page = AdminPage(client_of(ana), agreement)
    page.data |= {"review_status": "published", "submitted_by": ana.pk, "reviewed_by": ana.pk}

    assert page.save() == []

    assert database.stored(agreement, "review_status", "submitted_by") == ("draft", None)


def test_an_unknown_step_is_refused(ana):
    agreement = cited()

    for to in ("", "secret", "Published"):
        said = step(client_of(ana), agreement, to)
        assert said == ["Choose one of the steps on the page of the record."]

    assert status_of(agreement) == "draft"


# Many at once


def test_an_action_shows_a_preview_first(ana, ben):
    agreement, own = waiting(ana, title="Good"), waiting(ben, title="Own")
    draft = cited(title="Raw")
    data = {"action": "publish", "_selected_action": [agreement.pk, own.pk, draft.pk]}

    answer = client_of(ben).post(list_url(Agreement), data)

    assert answer.context["movable"] == [agreement]
    assert dict(answer.context["refused"]) == {
        own: OWN,
        draft: "It is a draft: submit it for review first.",
    }
    statuses = [status_of(each) for each in (agreement, own, draft)]
    assert statuses == ["in_review", "in_review", "draft"]
    assert not LogEntry.objects.filter(change_message="Published.").exists()


def test_a_confirmed_action_publishes_and_reports_refusals(ana, ben):
    agreement, own = waiting(ana), waiting(ben, title="Own")

    said = act(client_of(ben), "publish", agreement, own)
    assert said == [f"Own: {OWN}", "Publish: 1 record."]

    assert (status_of(agreement), status_of(own)) == ("published", "in_review")


def test_retracts_many_for_one_reason_and_none_without(ana, ben):
    one, other = published(ana, ben), published(ana, ben)
    data = {"action": "retract", "_selected_action": [one.pk, other.pk], "post": "yes"}

    answer = client_of(ben).post(list_url(Agreement), data)
    assert "Say why first." in answer.content.decode()
    assert status_of(one) == "published"
    client_of(ben).post(list_url(Agreement), data | {"note": "Both were drafts of a third."})

    reasons = set(Agreement.objects.values_list("retraction_reason", flat=True))
    assert reasons == {"Both were drafts of a third."}
    assert (status_of(one), status_of(other)) == ("retracted", "retracted")


# The database


@cases("status", "in_review", "published", "retracted")
def test_a_new_record_must_be_a_draft(ana, status):
    with pytest.raises(IntegrityError, match="A new record is a draft"), transaction.atomic():
        make.source(review_status=status, submitted_by=ana)


@cases(
    "before, values, message",
    ("draft", {"review_status": "in_review"}, "Name the user who submits a record."),
    ("draft", {"review_status": "published"}, JUMP),
    ("draft", {"review_status": "retracted"}, JUMP),
    ("in_review", {"review_status": "draft"}, NAMELESS),
    ("in_review", {"review_status": "published"}, NAMELESS),
    ("in_review", {"review_status": "retracted"}, JUMP),
    ("published", {"review_status": "retracted"}, "A retraction needs its reason."),
    ("published", {"review_status": "draft"}, "does not become a draft again"),
    ("published", {"review_status": "in_review"}, "does not become a draft again"),
    ("retracted", {"review_status": "published"}, JUMP),
    ("retracted", {"review_status": "draft"}, "does not become a draft again"),
)
def test_refuses_every_other_change_of_a_status(ana, ben, before, values, message):
    source = make.source(review_status="draft")
    for to in STATUSES[1 : STATUSES.index(before) + 1]:
        transition(source, to, user=ana if to == "in_review" else ben, note="Reason.")

    with pytest.raises(IntegrityError, match=message), transaction.atomic():
        Source.objects.filter(pk=source.pk).update(**values)
    changed = f"UPDATE sources_source SET review_status = '{values['review_status']}'"
    with pytest.raises(IntegrityError, match=message), transaction.atomic():
        database.execute(f"{changed} WHERE id = {source.pk}")

    assert status_of(source) == before


def test_submitter_and_reviewer_cannot_be_overwritten(ana, ben):
    agreement = published(ana, ben)
    before = database.stored(agreement, "submitted_by", "submitted_at", "reviewed_at")

    Agreement.objects.update(
        submitted_by=None, submitted_at=None, reviewed_by=ana, reviewed_at=None
    )

    assert database.stored(agreement, "submitted_by", "submitted_at", "reviewed_at") == before
    assert database.stored(agreement, "reviewed_by") == ben


def test_a_merge_retracts_and_undoing_it_publishes_again(ana, ben):
    stays, goes = published(ana, ben), published(ana, ben)

    with trial():
        Agreement.objects.filter(pk=goes.pk).update(review_status="retracted", merged_into=stays)
        Agreement.objects.filter(pk=goes.pk).update(review_status="published", merged_into=None)

        assert status_of(goes) == "published"


def test_a_merge_does_not_bypass_the_review(ana, ben):
    stays, draft = published(ana, ben), cited()
    Agreement.objects.filter(pk=draft.pk).update(review_status="retracted", merged_into=stays)

    with pytest.raises(IntegrityError, match="There is no other way"), transaction.atomic():
        Agreement.objects.filter(pk=draft.pk).update(review_status="published", merged_into=None)


def test_loaded_records_need_no_review_but_only_while_loading():
    with loading():
        make.source("loaded")

    assert Source.objects.get(slug="loaded").reviewed_by is None
    with pytest.raises(IntegrityError, match="A new record is a draft"), transaction.atomic():
        make.source("later")


def test_a_transition_checks_the_permission(ana, ben):
    agreement = waiting(ben)

    with pytest.raises(ChangeRefusedError, match="You may not do this with agreements"):
        transition(agreement, "published", user=ana)
