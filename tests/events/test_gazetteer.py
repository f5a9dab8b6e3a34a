"""Places found by name in the gazetteer, as values for the form of a place."""

from typing import Any

import pytest
from django.urls import reverse

from actors.models import ActorIdentifier
from events.gazetteer import settlements, settlements_named
from tests.builders import make_actor, make_place

pytestmark = pytest.mark.django_db
NOVI_SAD = 3194360


@pytest.fixture
def serbia() -> Any:
    state = make_actor("serbia", kind="state", name="Serbia")
    ActorIdentifier.objects.create(actor=state, scheme="iso2", value="RS")
    return state


def ask(client: Any, text: str, **more: Any) -> list[dict[str, Any]]:
    answer = client.get(reverse("admin:events_place_gazetteer"), {"q": text} | more)
    assert answer.status_code == 200
    return answer.json()["results"]


def test_holds_settlements_of_ten_countries():
    assert len(settlements()) == 5456
    assert {each.country for each in settlements()} == {
        "AL",
        "BA",
        "HR",
        "HU",
        "ME",
        "MK",
        "RS",
        "SI",
        "SK",
        "XK",
    }


@pytest.mark.parametrize("text", ["novi sad", "Нови Сад", "NOVI SAD", "Újvidék"])
def test_finds_a_settlement_in_any_spelling_and_script(text):
    assert settlements_named(text)[0].geonames_id == NOVI_SAD


@pytest.mark.parametrize("text", ["", "Xyzzyq", "…", "'; --", "%"])
def test_finds_nothing_for_what_is_no_name(text):
    assert settlements_named(text) == []


def test_gives_what_the_form_of_a_place_needs(admin_client, serbia):
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


def test_says_the_code_of_a_country_that_is_no_actor_yet(admin_client):
    found = ask(admin_client, "Novi Sad")[0]

    assert (found["country"], found["country_text"]) == (None, "RS")


def test_offers_the_place_that_has_the_number(admin_client):
    place = make_place("the-city", name="The city", geonames_id=NOVI_SAD)

    found = ask(admin_client, "Novi Sad")[0]["place"]

    assert (found["id"], found["text"]) == (place.pk, "The city")
    assert found["url"] == reverse("admin:events_place_change", args=[place.pk])


def test_offers_the_place_of_that_name_and_country_that_has_no_number(admin_client, serbia):
    place = make_place("novi-sad", name="Novi Sad", country=serbia)

    assert ask(admin_client, "Novi Sad")[0]["place"]["id"] == place.pk
    assert ask(admin_client, "Novi Sad", besides=place.pk)[0]["place"] is None


def test_makes_a_slug_that_is_free(admin_client):
    make_place("novi-sad", name="Another one", geonames_id=1)

    assert ask(admin_client, "Novi Sad")[0]["slug"] == "novi-sad-rs"


@pytest.mark.parametrize("besides", ["", "x", "9" * 40, "-1", "\x00"])
def test_takes_any_number_of_the_place_on_the_page(admin_client, besides):
    assert ask(admin_client, "Novi Sad\x00", besides=besides)


def test_asks_three_queries_besides_those_of_the_login(admin_client, django_assert_max_num_queries):
    ask(admin_client, "Novi Sad")
    with django_assert_max_num_queries(2 + 4):
        ask(admin_client, "Novi")
