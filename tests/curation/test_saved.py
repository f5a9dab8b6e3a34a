"""Searches of lists are saved, shared and deleted; only queries that the list accepts can be saved."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from curation.models import SavedSearch
from events.models import Event
from tests import cases, database, make
from tests.accounts.people import make_person
from tests.admin_page import client_of, errors_of, list_url

ADD = "/admin/curation/savedsearch/add/"


@pytest.fixture
def ana() -> Client:
    return client_of(make_person("ana", "curator"))


def save(client: Client, **overrides: Any) -> Any:
    """Saves a search as the form of the list does."""
    sent = {"table": "events.event", "query": "queue=undated", "name": "Undated", "_save": "1"}
    return client.post(ADD, sent | overrides)


def shown(client: Client, model: Any = Event, **query: str) -> list[str]:
    """Names of the searches above a list."""
    page = client.get(list_url(model), query)
    return [search.name for _, search in page.context["saved_searches"]]


def test_saves_what_a_list_shows(ana):
    form = ana.get(list_url(Event), {"queue": "undated", "o": "-1", "p": "1"})
    answer = save(ana, query=form.context["query_to_save"])

    search = SavedSearch.objects.get()
    assert answer["Location"] == "/admin/events/event/?o=-1&queue=undated"
    values = (search.owner.username, search.query, search.is_shared)
    assert values == ("ana", "o=-1&queue=undated", False)
    assert shown(ana) == ["Undated"]
    assert ana.get("/admin/events/figure/").context["saved_searches"] == []


def test_an_unfiltered_list_offers_no_form(ana):
    assert "Save this search" not in ana.get(list_url(Event)).content.decode()


@cases(
    "query, error",
    ("queue=none", "This list does not accept that query."),
    ("colour=red", "This list does not accept that query."),
    ("slug__startswith=a", "This list has no filter “slug__startswith”."),
    ("note__icontains=secret", "This list has no filter “note__icontains”."),
    ("place__country__name=x", "This list does not accept that query."),
    ("p=3", "There is nothing to save: search, filter or sort the list first."),
    ("q=", "There is nothing to save: search, filter or sort the list first."),
    ("q=%00", "This list does not accept that query."),
    ("review_status__exact=%ff&o=x", None),
)
def test_refuses_queries_that_the_list_does_not_accept(ana, query, error):
    answer = save(ana, query=query)

    assert answer.status_code in {200, 302}
    if error:
        assert errors_of(answer) == [error]
        assert not SavedSearch.objects.exists()


def test_refuses_a_list_that_the_user_may_not_view(client):
    client.force_login(make_person("ana", "curator"))
    User.objects.get(username="ana").groups.clear()
    assert save(client).status_code == 403

    client.force_login(make_person("bo", "curator"))
    for table in ("auth.user", "none.none", "events.eventclaim", "x"):
        assert errors_of(save(client, table=table))
    assert not SavedSearch.objects.exists()


def test_names_are_unique_per_owner_and_list(ana):
    save(ana)

    errors = errors_of(save(ana, query="q=nato"))
    assert errors == ["You already have a search with this name for this list."]
    assert save(ana, query="q=nato", table="actors.actor").status_code == 302
    assert SavedSearch.objects.count() == 2


def test_others_see_only_shared_searches(ana):
    save(ana, name="Mine")
    save(ana, name="Ours", is_shared="on")
    ana.force_login(make_person("bo", "viewer"))

    assert shown(ana) == ["Ours"]
    page = ana.get("/admin/")
    assert "Ours" in page.content.decode()
    assert "Mine" not in page.content.decode()
    assert "Mine" not in ana.get("/admin/curation/savedsearch/").content.decode()


def test_only_the_owner_deletes_it(ana):
    save(ana, is_shared="on")
    search = SavedSearch.objects.get()
    url = f"/admin/curation/savedsearch/{search.pk}/delete/"
    act = {"action": "delete_selected", "_selected_action": [search.pk], "post": "yes"}
    bo = client_of(make_person("bo", "reviewer"))

    assert bo.post(url, {"post": "yes"}).status_code == 403
    bo.post("/admin/curation/savedsearch/", act)
    assert SavedSearch.objects.exists()

    assert ana.post(url, {"post": "yes"}).status_code == 302
    assert not SavedSearch.objects.exists()


def test_is_hidden_from_users_who_may_not_view_the_list(client):
    make.saved_search(is_shared=True)
    client.force_login(make_person("bo", is_staff=True))

    assert client.get("/admin/").context["blocks"] == []
    assert client.get("/admin/curation/savedsearch/").status_code == 403


def test_takes_one_query_on_a_list(ana):
    for number in range(5):
        make.saved_search(name=f"Search {number}", is_shared=True)

    queries = database.queries_of(ana.get, list_url(Event))

    assert len([sql for sql in queries if "curation_savedsearch" in sql]) == 1
    assert len(queries) <= 10
