"""Names are sorted by the alphabet, on every server alike."""

from typing import Any

from django.test import Client

from actors.models import Actor
from agreements.models import Agreement
from curation.lists import record_list
from events.models import Event, Place
from records.sorting import sort_column, sort_key
from sources.models import Source
from tests import cases, database, make
from tests.admin_page import list_url

IN_ORDER = [
    "“1 May” Brigade",
    "2 June",
    "Albania",
    "ALBANIA proper",
    "Áder",
    "cab",
    "Crna Gora",
    "Czech Republic",
    "Čačak",
    "Ćosić",
    "Çamëria",
    "Dunav",
    "Džep",
    "Đilas",
    "East",
    "ezan",
    "Ëngjëll",
    "NATO",
    "Novi Sad",
    "Novi-Sad x",
    "Novigrad",
    "Szeged",
    "Šabac",
    "Zagreb",
    "Žabljak",
    "Żary",
    "Αθήνα",
    "Љубљана",
    "Њујорк",
    "Ћирић",
    "Џеп",
    "Шабац",
]


@cases(
    "texts", IN_ORDER, ["а", "Г", "Ѓ", "Ж", "З", "Ѕ", "И", "Ј", "Л", "Љ", "Т", "Ћ", "Ќ", "У", "Я"]
)
def test_sorts_by_the_alphabet(texts):
    found = database.rows(
        'SELECT t FROM unnest(%s) AS t ORDER BY sort_key(t) COLLATE "C"', texts[::-1]
    )

    assert [text for (text,) in found] == texts


@cases("text", "\U0001f600" * 300, "Љ" * 300, "\ufdfa" * 300, "č" * 300)
def test_a_long_title_fits_into_the_index(text):
    event = make.event(title=text)

    [(length,)] = database.rows("SELECT octet_length(sort_key) FROM events_event")

    assert length < 1000
    assert database.stored(event, "title") == text


def test_knows_which_field_is_sorted_by_the_stored_key():
    assert {model: sort_column(model, "name") for model in (Actor, Place)} == dict.fromkeys(
        (Actor, Place), "sort_key"
    )
    for model in (Agreement, Event, Source):
        assert sort_column(model, "title") == "sort_key"
        assert sort_column(model, "updated_at") == "updated_at"
    assert sort_column(Agreement, "short_title") == "short_title"


def page_through(client: Client, url: str, link: str = "next") -> list[str]:
    """The slugs of all pages from this one on."""
    slugs: list[str] = []
    while url:
        answer: dict[str, Any] = client.get(url).json()
        slugs += [row["slug"] for row in answer["results"]]
        url = answer[link]
    return slugs


def test_readers_page_through_a_list_by_name_in_both_directions(client):
    names = [
        "Cela",
        "Crna",
        "Čačak",
        "Čačak",
        "Ćosić",
        "Dunav",
        "Đilas",
        "Zagreb",
        "Žabljak",
        "Ћирић",
    ]
    for number, name in enumerate(names):
        make.publish(make.actor(f"actor-{number}", name=name))
    order = [f"actor-{number}" for number in range(len(names))]

    assert page_through(client, "/api/v1/actors/?sort=name&page_size=3") == order
    assert page_through(client, "/api/v1/actors/?sort=-name&page_size=3") == order[::-1]


@cases("path", "agreements", "events", "sources")
def test_readers_sort_by_title(client, path):
    kinds = {"agreements": make.agreement, "events": make.event, "sources": make.source}
    for slug, title in {"a": "Žabljak", "b": "Zagreb", "c": "Čačak", "d": "Crna"}.items():
        make.publish(kinds[path](f"{slug}-of-test", title=title))

    rows = client.get(f"/api/v1/{path}/?sort=title").json()["results"]

    slugs = [row["slug"][0] for row in rows if row["slug"].endswith("-of-test")]
    assert slugs == ["d", "c", "b", "a"]


def test_a_page_by_name_is_read_from_the_index():
    database.execute("SET LOCAL enable_seqscan = off", "SET LOCAL enable_sort = off")

    plan = database.rows(
        "EXPLAIN SELECT id FROM actors_actor WHERE (sort_key, id) > ('x', 1)"
        " ORDER BY sort_key, id LIMIT 50"
    )

    assert "actors_actor_sorted" in str(plan)


@cases("model, column", (Actor, "1"), (Agreement, "1"))
def test_the_admin_sorts_by_the_alphabet_without_icu(admin_client, monkeypatch, model, column):
    monkeypatch.setattr(record_list, "collation_of", lambda language: "")
    builder, name = (make.actor, "name") if model is Actor else (make.agreement, "title")
    for slug, text in {"a": "Žabljak", "b": "Zagreb", "c": "Čačak", "d": "Crna"}.items():
        builder(slug, **{name: text})

    found = admin_client.get(list_url(model), {"o": column}).context["cl"].result_list

    assert [row.slug for row in found] == ["d", "c", "b", "a"]


def test_sorts_by_any_text():
    for slug, title in {"a": "Žabljak", "b": "Zagreb"}.items():
        make.agreement(slug, short_title=title)

    found = Agreement.objects.order_by(sort_key("short_title")).values_list("slug", flat=True)

    assert list(found) == ["b", "a"]
