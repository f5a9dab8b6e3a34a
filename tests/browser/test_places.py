"""A place is selected by name or on the map, also while entering an event."""

from typing import Any

import pytest
from playwright.sync_api import Page

from events.models import Place
from tests import make
from tests.browser.test_pages import violations

ADD = "/admin/events/place/add/"


@pytest.fixture
def serbia() -> Any:
    return make.identifier(make.actor("serbia"), "iso2", "RS").actor


def look_for(page: Page, text: str) -> None:
    page.wait_for_selector(".place-map svg")
    page.fill("#gazetteer-name", text)
    page.wait_for_selector(".gazetteer .found li")


def coordinates(page: Page) -> tuple[float, float]:
    return float(page.input_value("#id_latitude")), float(page.input_value("#id_longitude"))


def test_fills_the_form_by_name_and_saves_the_place(desk: Page, serbia: Any):
    desk.goto(ADD)
    look_for(desk, "нови сад")
    assert violations(desk) == []
    desk.click(".gazetteer .found button >> nth=0")
    assert "45.25167" in desk.inner_text(".place-map .said")
    assert violations(desk) == []
    desk.click("[name=_save]")
    desk.wait_for_url("**/admin/events/place/")

    place = Place.objects.get()
    assert (place.slug, place.name, place.kind) == ("novi-sad", "Novi Sad", "settlement")
    assert (place.country, place.geonames_id) == (serbia, 3194360)
    assert (str(place.latitude), str(place.longitude)) == ("45.25167", "19.83694")


def test_links_to_an_existing_place(desk: Page):
    place = make.place("novi-sad", name="Novi Sad", geonames_id=3194360)
    desk.goto(ADD)
    look_for(desk, "novi sad")
    desk.click(".gazetteer .found a")

    desk.wait_for_url(f"**/admin/events/place/{place.pk}/change/")


def test_selects_an_existing_place_in_the_form_of_an_event(desk: Page):
    place = make.place("novi-sad", name="Novi Sad", geonames_id=3194360)
    event = make.event()
    desk.goto(f"/admin/events/event/{event.pk}/change/")
    with desk.expect_popup() as opened:
        desk.click("#add_id_place")
    popup = opened.value
    look_for(popup, "novi sad")
    popup.click(".gazetteer .found button")
    desk.wait_for_function("document.querySelector('#id_place').value !== ''")

    assert desk.input_value("#id_place") == str(place.pk)


def test_sets_the_coordinates_by_click_and_arrow_keys(desk: Page):
    desk.goto(ADD)
    canvas = desk.locator(".place-map .canvas")
    desk.wait_for_selector(".place-map svg")
    canvas.click()
    north, east = coordinates(desk)
    assert (north, east) == (pytest.approx(44.25, abs=0.05), pytest.approx(19, abs=0.05))

    desk.keyboard.press("ArrowUp")
    assert coordinates(desk)[0] > north
    desk.keyboard.press("ArrowRight")
    assert coordinates(desk)[1] > east
    before = coordinates(desk)
    desk.keyboard.press("+")
    desk.keyboard.press("Shift+ArrowLeft")
    assert coordinates(desk) == before
    desk.keyboard.press("ArrowDown")
    assert before[0] - coordinates(desk)[0] == pytest.approx(23 * 0.01 / 1.6, abs=0.02)


def test_moves_the_marker_with_the_fields_even_off_the_map(desk: Page):
    desk.goto(ADD)
    desk.wait_for_selector(".place-map svg")
    assert desk.is_hidden(".place-map .marker")
    desk.fill("#id_latitude", "44.8")
    desk.fill("#id_longitude", "20.46")
    assert desk.is_visible(".place-map .marker")
    assert desk.get_attribute(".place-map .marker", "cx") == str((20.46 - 12) * 72)

    desk.fill("#id_longitude", "-77.03")
    assert "outside" in desk.inner_text(".place-map .said")


def test_fits_a_narrow_screen_and_credits_the_map(desk: Page):
    desk.set_viewport_size({"width": 390, "height": 844})
    desk.goto(ADD)
    desk.wait_for_selector(".place-map svg")

    assert desk.evaluate("document.documentElement.scrollWidth") <= 390
    shown = desk.inner_text(".place-map")
    assert "without prejudice to positions on its status" in shown
    assert "Natural Earth" in shown
    assert violations(desk) == []
