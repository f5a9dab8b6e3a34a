"""The gazetteer search, and its results as values for the form of a place."""

from typing import Any

import pytest
from django.urls import reverse

from events.gazetteer import settlements, settlements_named
from tests import cases, database, make

NOVI_SAD = 3194360


@pytest.fixture
def serbia() -> Any:
    return make.identifier(make.actor("serbia"), "iso2", "RS").actor


def ask(client: Any, text: str, **more: Any) -> list[dict[str, Any]]:
    answer = client.get(reverse("admin:events_place_gazetteer"), {"q": text} | more)
    assert answer.status_code == 200
    return answer.json()["results"]


def test_holds_settlements_of_ten_countries():
    assert len(settlements()) == 5456
    countries = {each.country for each in settlements()}
    assert countries == {"AL", "BA", "HR", "HU", "ME", "MK", "RS", "SI", "SK", "XK"}


@cases("text", "novi sad", "Нови Сад", "NOVI SAD", "Újvidék")
def test_finds_a_settlement_in_any_spelling_and_script(text):
    assert settlements_named(text)[0].geonames_id == NOVI_SAD


@cases("text", "", "Xyzzyq", "…", "'; --", "%")
def test_finds_nothing_for_a_text_that_is_no_name(text):
    assert settlements_named(text) == []


def test_returns_values_for_the_form_of_a_place(admin_client, serbia):
    assert ask(admin_client, "Novi Sad")[0] == {
        "name": "Novi Sad",
        "slug": "novi-sad",
        "kind": "settlement",
        "country": {"id": serbia.pk, "text": "Serbia"},
        "country_text": "Serbia",
        "latitude": "45.25167",
        "longitude": "19.83694",
        "geonames_id": NOVI_SAD,
        "population": 215400,
        "place": None,
    }


def test_returns_the_code_of_a_country_that_is_no_actor(admin_client):
    found = ask(admin_client, "Novi Sad")[0]

    assert (found["country"], found["country_text"]) == (None, "RS")


def test_returns_the_place_with_the_geonames_id(admin_client):
    place = make.place("the-city", name="The city", geonames_id=NOVI_SAD)

    found = ask(admin_client, "Novi Sad")[0]["place"]

    assert (found["id"], found["text"]) == (place.pk, "The city")
    assert found["url"] == reverse("admin:events_place_change", args=[place.pk])


def test_returns_a_place_without_geonames_id_by_its_name_and_country(admin_client, serbia):
    place = make.place("novi-sad", name="Novi Sad", country=serbia)

    assert ask(admin_client, "Novi Sad")[0]["place"]["id"] == place.pk
    assert ask(admin_client, "Novi Sad", besides=place.pk)[0]["place"] is None


def test_returns_a_free_slug(admin_client):
    make.place("novi-sad", name="Another one", geonames_id=1)

    assert ask(admin_client, "Novi Sad")[0]["slug"] == "novi-sad-rs"


@cases("besides", "", "x", "9" * 40, "-1", "\x00")
def test_accepts_any_key_of_the_open_place(admin_client, besides):
    assert ask(admin_client, "Novi Sad\x00", besides=besides)


def test_makes_four_queries_after_the_login(admin_client):
    ask(admin_client, "Novi Sad")

    assert len(database.queries_of(ask, admin_client, "Novi")) <= 2 + 4
