"""The records that an import wrote: found in lists, and reviewed from the page of the import."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agreements.models import Agreement
from curation.models import ReviewBatch
from events.models import Event
from imports.models import Import
from imports.pages import written_records
from sources.models import Source
from tests import cases, make
from tests.accounts.people import make_person
from tests.admin_page import client_of, list_url, messages_of, url_of
from tests.curation.batches import confirm
from tests.imports.files import page_text, step, upload

pytestmark = pytest.mark.usefixtures("strict_review")
EVENTS = (
    b"slug,type,title,date\nfirst,treaty.signing,First,2025\nsecond,treaty.signing,Second,2025\n"
)
PARTICIPANTS = b"event,actor,role\nolder,albania,signatory\n"


@pytest.fixture
def mira() -> Client:
    """A client of somebody who imports and reviews."""
    return client_of(make_person("mira", "importer", "curator"))


@pytest.fixture
def ben() -> Client:
    return client_of(make_person("ben", "reviewer", "importer"))


def imported(client: Client, name: str, content: bytes) -> Import:
    import_job = upload(client, (f"{name}.csv", content), resource=name)
    step(client, import_job, "apply")
    import_job.refresh_from_db()
    assert import_job.status == "done", import_job.error
    return import_job


def listed(client: Client, model: Any, **query: Any) -> set[str]:
    answer = client.get(list_url(model), query)
    assert answer.status_code == 200, answer.status_code
    return {each.slug for each in answer.context["cl"].result_list}


def test_lists_are_filtered_by_import(mira):
    make.event_type("treaty.signing")
    make.event("other")
    import_job = imported(mira, "events", EVENTS)

    assert listed(mira, Event, imported=import_job.pk) == {"first", "second"}
    assert listed(mira, Event, imported=import_job.pk, queue="undated") == set()
    assert listed(mira, Event) == {"first", "second", "other"}
    page = mira.get(list_url(Event)).content.decode()
    assert re.search(rf'imported={import_job.pk}">events.csv \(mira, \d\d/\d\d/\d{{4}}\)', page)
    assert f"imported={import_job.pk}" not in mira.get(list_url(Agreement)).content.decode()


def test_the_filter_finds_records_of_which_parts_were_imported(mira):
    make.event("older")
    make.event("other")
    make.actor("albania")

    import_job = imported(mira, "events_participation", PARTICIPANTS)

    assert listed(mira, Event, imported=import_job.pk) == {"older"}


def test_an_undone_import_is_not_offered_and_finds_nothing(mira):
    make.event_type("treaty.signing")
    import_job = imported(mira, "events", EVENTS)
    step(mira, import_job, "undo")

    assert listed(mira, Event, imported=import_job.pk) == set()
    assert "events.csv" not in mira.get(list_url(Event)).content.decode()


@cases("number", "x", "-1", "1" * 30, "1 OR 1=1", "\x00")
def test_a_wrong_number_of_an_import_is_no_error_of_the_server(mira, number):
    make.event("other")

    answer = mira.get(list_url(Event), {"imported": number})

    assert answer.status_code == 302


def test_the_filter_can_be_saved_with_a_search(mira):
    data = {"name": "Mine", "table": "events.event", "query": "imported=7", "_save": "1"}

    answer = mira.post(reverse("admin:curation_savedsearch_add"), data)

    assert answer["Location"].endswith("/events/event/?imported=7")


def test_a_list_takes_one_query_more_for_the_filter(mira):
    make.event_type("treaty.signing")
    imported(mira, "events", EVENTS)
    mira.get(list_url(Event))

    with CaptureQueriesContext(connection) as queries:
        mira.get(list_url(Event))

    assert len([q for q in queries if "imports_import" in q["sql"]]) == 1


# The page of an import


def review(client: Client, import_job: Import, decision: str) -> ReviewBatch:
    url = reverse("admin:imports_import_batch", args=[import_job.pk])
    answer = client.post(url, {"decision": decision})
    batch = ReviewBatch.objects.latest("pk")
    assert answer["Location"] == url_of(batch)
    return batch


def buttons(client: Client, import_job: Import) -> list[str]:
    found = re.findall(r'name="decision"[^>]*>([^<]*)<', page_text(client, import_job))
    return [each.strip() for each in found]


def test_all_drafts_of_an_import_are_submitted_and_reviewed_from_its_page(mira, ben):
    source = make.source("wire", review_status="draft")
    make.event_type("treaty.signing")
    events = b"slug,type,title,date,sources\n" + b"".join(
        b"e%d,treaty.signing,Event %d,2025,wire\n" % (n, n) for n in range(3)
    )
    sources = b"slug,title,kind,publisher\nwire,Wire,news,AP\n"
    import_job = imported(mira, "events", events)
    imported(mira, "sources", sources)

    page = page_text(mira, import_job)
    assert f'<a href="{list_url(Event)}?imported={import_job.pk}">Events</a>Draft: 3' in page
    assert buttons(mira, import_job) == ["Submit for review (3)"]
    batch = confirm(mira, review(mira, import_job, "in_review"))
    assert batch.state == "done"
    assert {each.review_status for each in Event.objects.all()} == {"in_review"}

    assert buttons(mira, import_job) == []
    assert buttons(ben, import_job) == ["Publish (3)", "Send back (3)"]
    batch = review(ben, import_job, "published")
    assert set(batch.items.values_list("reason", flat=True)) == {
        f"Its sources are not published: {Source.objects.get(pk=source.pk)}."
    }
    assert review(ben, import_job, "draft").note == ""


def test_at_most_the_limit_is_taken_at_once(mira, monkeypatch):
    monkeypatch.setattr(written_records, "MAX_AT_ONCE", 2)
    make.event_type("treaty.signing")
    rows = b"".join(b"e%d,treaty.signing,Event %d,2025\n" % (n, n) for n in range(3))
    import_job = imported(mira, "events", b"slug,type,title,date\n" + rows)

    assert buttons(mira, import_job) == ["Submit for review (2 of 3)"]
    assert review(mira, import_job, "in_review").items.count() == 2


def test_who_may_not_change_the_records_is_offered_nothing(mira):
    make.event_type("treaty.signing")
    import_job = imported(mira, "events", EVENTS)
    importer = client_of(make_person("eva", "importer"))
    url = reverse("admin:imports_import_batch", args=[import_job.pk])

    assert buttons(importer, import_job) == []
    answer = importer.post(url, {"decision": "in_review"}, follow=True)
    assert messages_of(answer) == ["None of them can take this step."]
    for decision in ("", "accepted", "retracted"):
        mira.post(url, {"decision": decision})
    assert not ReviewBatch.objects.exists()
