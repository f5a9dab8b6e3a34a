"""Lists of records: work queues, status, the next record, and no count of a whole table."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from actors.models import Actor, Relationship
from agreements.models import Agreement
from curation.lists import counts, work_queues
from curation.lists.counts import BoundedCount, bounded_counts, value_counts
from curation.lists.record_list import collation_of
from curation.lists.work_queues import QUEUES, queue_counts, queues_of
from events.models import Event, Figure
from sources.models import Source
from tests import cases, database, make
from tests.admin_page import AdminPage, list_url, url_of
from tests.project.cast import make_cast

RECORDS = [Source, Actor, Relationship, Agreement, Event, Figure]
each_kind = cases("model", *RECORDS, ids=lambda model: model.__name__)


def listed(client: Client, model: Any, **query: str) -> list[str]:
    """Slugs of the records that a list shows, in its order."""
    answer = client.get(list_url(model), query)
    assert answer.status_code == 200, answer.headers
    return [record.slug for record in answer.context["cl"].result_list]


def queue_choices(client: Client, model: Any) -> list[str]:
    shown = client.get(list_url(model)).context["cl"]
    return [choice["display"] for choice in shown.filter_specs[0].choices(shown)]


@each_kind
def test_takes_at_most_10_queries_per_queue(admin_client, model, django_assert_max_num_queries):
    make_cast()
    for queue in queues_of(model):
        with django_assert_max_num_queries(10):
            assert admin_client.get(list_url(model), {"queue": queue.name}).status_code == 200


@each_kind
def test_counts_no_table_completely(admin_client, model):
    make_cast()

    queries = database.queries_of(admin_client.get, list_url(model))

    counts = [sql for sql in queries if "count(" in sql.lower()]
    assert counts
    assert [sql for sql in counts if "LIMIT" not in sql] == []


def test_has_the_queues_that_fit_the_records():
    assert [queue.name for queue in queues_of(Event)] == [queue.name for queue in QUEUES]
    assert [queue.name for queue in queues_of(Source)] == ["waiting_for_review"]


def test_puts_events_into_their_queues(admin_client):
    one, two, place = make.source(), make.source(), make.place()
    make.event("waiting", review_status="in_review", place=place)
    make.claim(make.event("single", place=place), one)
    twice, well = (make.event(slug, place=place) for slug in ("single-twice", "well"))
    make.claim(well, verdict="contradicts", field="title", asserted_value="Other")
    for locator in ("", "L2"):
        make.claim(twice, one, locator=locator)
    for record in (well, make.event("nowhere", on=None)):
        make.claim(record, one)
        make.claim(record, two)
    repeated = make.event("repeated", place=place)
    for source in (make.source(relies_on=one), make.source(relies_on=one)):
        make.claim(repeated, source)

    found = {queue.name: listed(admin_client, Event, queue=queue.name) for queue in QUEUES}

    assert found == {
        "waiting_for_review": ["waiting"],
        "with_contradictory_days": [],
        "without_claim": ["waiting"],
        "resting_on_one_source": ["single", "single-twice"],
        "resting_on_one_origin": ["repeated"],
        "contradicted": ["well"],
        "undated": ["nowhere"],
        "unplaced": ["nowhere"],
    }


def test_leaves_out_what_is_retracted(admin_client):
    event = make.publish(make.event(on=None))
    event.review_status = "retracted"
    event.save()

    assert listed(admin_client, Event, queue="undated") == []


def test_combines_with_other_filters(admin_client):
    make.event("draft", on=None)
    make.publish(make.event("public", on=None))

    found = listed(admin_client, Event, queue="undated", review_status__exact="published")

    assert found == ["public"]


def test_says_how_many_are_in_each_queue(admin_client):
    make.event(on=None)

    expected = ["All", "Waiting for review (0)", "Without a claim (1)"]
    assert queue_choices(admin_client, Event)[:3] == expected


def test_counts_a_queue_up_to_a_bound(admin_client, monkeypatch):
    monkeypatch.setattr(work_queues, "MAX_COUNTED", 2)
    for _ in range(3):
        make.event(on=None)

    assert "Undated (2+)" in queue_choices(admin_client, Event)


def test_examines_only_the_newest_records_for_a_costly_queue(monkeypatch):
    monkeypatch.setattr(work_queues, "MAX_EXAMINED", 2)
    make.actor("first")
    make.actor("second")
    make.claim(make.actor("third"))

    count = queue_counts(Actor)[1]

    assert (int(count), str(count)) == (1, "1+")


def test_sends_an_unknown_queue_back_to_the_list(admin_client):
    answer = admin_client.get(list_url(Event), {"queue": "none"})

    assert answer["Location"].endswith("?e=1")


def test_pages_no_further_than_the_limit(admin_client, monkeypatch):
    monkeypatch.setattr(counts, "MAX_LISTED", 100)
    Actor.objects.bulk_create(Actor(slug=f"a-{n}", name="A", kind="state") for n in range(101))

    shown = admin_client.get(list_url(Actor))

    assert "100+ actors" in shown.content.decode()
    assert admin_client.get(list_url(Actor), {"p": "3"})["Location"].endswith("?e=1")


def test_groups_the_digits_of_counts():
    assert str(BoundedCount.of(10_001, 10_000)) == "10,000+"
    assert str(BoundedCount.of(10_000, 10_000)) == "10,000"


def test_an_empty_queryset_counts_zero():
    make.actor()

    assert bounded_counts((Actor.objects.none(), 5), (Actor.objects.all(), 5)) == [0, 1]


def test_counts_every_row_of_a_short_table():
    make.actor()
    make.actor(review_status="in_review")
    make.actor()

    found = value_counts(["actors_actor"], "review_status")

    assert [(share.value, str(share)) for share in found] == [("draft", "2"), ("in_review", "1")]


def test_estimates_a_long_table(monkeypatch):
    monkeypatch.setattr(counts, "SAMPLED_PAGES", 1)
    Actor.objects.bulk_create(Actor(slug=f"a-{n}", name="A", kind="state") for n in range(500))

    estimated = value_counts(["actors_actor"], "'any'")

    assert all(share.is_estimate and str(share).startswith("≈ ") for share in estimated)


def test_shows_the_status_as_a_word_and_since_when_it_waits(admin_client):
    make.actor(review_status="in_review")

    text = admin_client.get(list_url(Actor)).content.decode()

    assert '<span class="badge badge-in_review">In review</span>' in text
    assert "since" in text
    assert "column-updated_at" in text


def test_sorts_names_by_the_language(admin_client):
    if not collation_of("hr"):
        pytest.skip("This PostgreSQL was built without ICU.")
    for slug, name in {"a": "Cela", "b": "Čačak", "c": "Crna", "d": "Dunav"}.items():
        make.actor(slug, name=name)

    admin_client.cookies["django_language"] = "hr"
    assert listed(admin_client, Actor, o="1") == ["a", "c", "b", "d"]
    admin_client.cookies["django_language"] = "en"
    assert listed(admin_client, Actor, o="1") == ["b", "a", "c", "d"]
    assert listed(admin_client, Actor, o="-1") == ["d", "c", "a", "b"]


def test_sorts_search_results_by_relevance(admin_client):
    make.agreement("a-long", title="Talks on what may follow the declaration of Tirana")
    make.agreement("z-short", title="Tirana")

    assert listed(admin_client, Agreement, q="tirana") == ["z-short", "a-long"]
    assert listed(admin_client, Agreement, q="tirana", o="5") != []


def change_url(record: Any, filters: str) -> str:
    return f"{url_of(record)}?{urlencode({'_changelist_filters': filters})}"


def test_leads_to_the_next_record_of_the_queue(admin_client):
    first, second = make.event("a", on=None), make.event("b", on=None)
    make.event("dated")
    url = change_url(first, "queue=undated")

    page = admin_client.get(url)

    assert page.context["next_url"] == change_url(second, "queue=undated")
    assert 'data-shortcut="next"' in page.content.decode()
    assert admin_client.get(change_url(second, "queue=undated")).context["next_key"] == first.pk


def test_saves_and_goes_on_to_the_next_record(admin_client):
    first, second = make.event("a", on=None), make.event("b", on=None)
    page = AdminPage(admin_client, first)
    page.url = change_url(first, "queue=undated")
    page.fill(date="2025-03-18")
    page.data["_next"] = second.pk

    answer = admin_client.post(page.url, page.data)

    assert answer["Location"] == change_url(second, "queue=undated")
    assert not Event.objects.undated().filter(pk=first.pk).exists()


def test_has_no_next_record_where_there_is_none(admin_client):
    event = make.event("a", on=None)

    for filters in ("", "queue=undated", "queue=none", "type__label__startswith=x"):
        page = admin_client.get(change_url(event, filters))
        assert page.status_code == 200
        assert not page.context.get("next_url")


def test_takes_at_most_3_more_queries_for_the_next_record(admin_client):
    first = make.event("a", on=None)
    make.event("b", on=None)

    plain = database.queries_of(admin_client.get, change_url(first, ""))
    stepping = database.queries_of(admin_client.get, change_url(first, "queue=undated"))

    assert len(stepping) - len(plain) <= 3
