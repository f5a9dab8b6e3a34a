"""Entering and changing events, figures, places and event types in the admin."""

import datetime as dt

import pytest

from curation.editing.paging import FORM_ROWS_PER_PAGE
from events.models import Event, EventClaim, EventLink, EventType, Figure, Participation, Place
from tests import cases, database, make
from tests.admin_page import AdminPage


def test_enters_an_event_with_participants_links_and_sources_in_one_save(admin_client):
    tirana = make.event("tirana-signing", on=make.TIRANA_DAY)
    serbia, croatia = make.actor("serbia"), make.actor("croatia")
    wire = make.source("wire")
    page = AdminPage(admin_client, Event)
    page.fill(title="Serbia protests", slug="serbia-protests", date="2025-03-19")
    page.fill(type=make.event_type("statement.protest"))
    page.fill("participations-0", actor=serbia, role="speaker", stance="opposes", toward=croatia)
    page.fill("participations-0", cite_source=wire, cite_locator="L4")
    page.fill("links_out-0", kind="response_to", target=tirana, cite_source=wire)
    page.fill("claims-0", source=wire)

    assert page.save() == []

    event = Event.objects.get(slug="serbia-protests")
    assert event.review_status == "draft"
    assert event.participations.get().claims.get().locator == "L4"
    assert event.links_out.get().claims.get().source == wire
    assert event.claims.get().verdict == "supports"


@cases(
    "text, first, last, precision",
    ("2025-04-01", make.SUBOTICA_DAY, make.SUBOTICA_DAY, "day"),
    ("2025-03", dt.date(2025, 3, 1), dt.date(2025, 3, 31), "month"),
    ("2008", dt.date(2008, 1, 1), dt.date(2008, 12, 31), "year"),
    ("[2025-03-18..2025-04-01]", make.TIRANA_DAY, make.SUBOTICA_DAY, "range"),
    ("[2025-04-01..]", make.SUBOTICA_DAY, None, "day"),
    ("[..2025-04-01]", None, make.SUBOTICA_DAY, "day"),
    ("", None, None, "unknown"),
)
def test_stores_a_date_as_a_window_and_shows_it_again(admin_client, text, first, last, precision):
    event = make.event(on=dt.date(1999, 3, 24))
    page = AdminPage(admin_client, event)
    page.fill(date=text)

    assert page.save() == []

    window = database.stored(event, "date_from", "date_to", "date_precision")
    assert window == (first, last, precision)
    assert AdminPage(admin_client, event).data["date"] == text


@cases(
    "text, error",
    ("yesterday", "is not a supported date"),
    ("2025-04-01/2025-03-18", "ends before it starts"),
    ("2025-04/..", "for something that happened once, write “[2025-04..]”"),
    ("2001-29", "cannot be stored; write “2001-23” instead"),
)
def test_explains_an_invalid_date(admin_client, text, error):
    page = AdminPage(admin_client, make.event())
    page.fill(date=text)

    [message] = page.save()

    assert error in message


def test_rejects_a_cause_later_than_its_effect(admin_client):
    early, late = make.event(on=make.TIRANA_DAY), make.event(on=make.SUBOTICA_DAY)
    page = AdminPage(admin_client, early)
    page.fill(title="Renamed")
    page.add("links_out", kind="caused_by", target=late)

    [error] = page.save()

    assert error.startswith("A cause cannot be later than its effect")
    assert page.response.context["adminform"].form["title"].value() == "Renamed"
    assert not EventLink.objects.exists()


def test_rejects_a_new_date_that_puts_a_cause_after_its_effect(admin_client):
    early, late = make.event(on=make.TIRANA_DAY), make.event(on=make.SUBOTICA_DAY)
    make.event_link(late, "response_to", early)
    page = AdminPage(admin_client, early)
    page.fill(date="2025-05")

    [error] = page.save()

    assert error.startswith("A cause cannot be later than its effect")


NO_TARGET = "A stance needs a target in “toward”, and a target needs a stance."


@cases(
    "row, error",
    ({"role": "signatory"}, "The actor already has this role in the event."),
    ({"role": "speaker", "stance": "opposes"}, NO_TARGET),
)
def test_rejects_a_duplicate_role_and_a_stance_without_a_target(admin_client, row, error):
    event, albania = make.event(), make.actor("albania")
    make.participation(event, albania)
    page = AdminPage(admin_client, event)
    page.add("participations", actor=albania, **row)

    assert page.save() == [error]
    assert Participation.objects.count() == 1


@pytest.mark.slow
def test_opens_with_60_participants_in_as_many_queries_as_with_2(admin_client):
    small, large = make.event(), make.event()
    source = make.source()
    for event, rows in ((small, 2), (large, 60)):
        for _ in range(rows):
            actors = {"toward": make.actor(), "on_behalf_of": make.actor()}
            part = make.participation(event, make.actor(), stance="opposes", **actors)
            link = make.event_link(event, "contradicts", make.event())
            figure = make.figure(event=event)
            for row in (part, link, figure):
                make.claim(row, source)
    AdminPage(admin_client, small)

    few, many = (AdminPage(admin_client, event, rendered=True) for event in (small, large))

    assert len(many.formsets["claims"].initial_forms) == FORM_ROWS_PER_PAGE
    assert many.queries == few.queries <= 20


def test_lists_claims_of_participants_links_and_figures_with_its_own(admin_client):
    event = make.event(title="Signing")
    part = make.participation(event, make.actor("albania"))
    link = make.event_link(event, "contradicts", make.event(title="Denial"))
    for row in (event, part, link, make.figure(event=event)):
        make.claim(row)

    claims = AdminPage(admin_client, event).formsets["claims"].initial_forms

    assert [form["about"].field.choices[0][1] for form in claims] == [
        "This event",
        "Participant: Albania – Signatory",
        "Link: Signing contradicts Denial",
        f"Figure: {Figure.objects.get()}",
    ]


def test_enters_a_figure_with_its_source(admin_client):
    page = AdminPage(admin_client, Figure)
    page.fill(slug="kfor-2024", metric="troops", value="4686", unit="persons", actor=make.actor())
    page.fill(day="2024-12")
    page.fill("claims-0", source=make.source())

    assert page.save() == []

    figure = Figure.objects.get()
    assert (figure.as_of, figure.as_of_precision) == (dt.date(2024, 12, 1), "month")
    assert figure.claims.count() == 1


def test_rejects_a_figure_about_nothing(admin_client):
    page = AdminPage(admin_client, Figure)
    page.fill(slug="kfor-2024", metric="troops", value="4686", unit="persons")

    assert page.save() == ["A figure must be about exactly one actor, agreement or event."]


def test_keeps_the_last_supporting_claim_of_a_published_figure(admin_client):
    figure = make.publish(make.figure(event=make.event()))
    page = AdminPage(admin_client, figure)
    page.data["claims-0-DELETE"] = "on"

    assert page.save() == ["A published record needs a supporting claim from a published source."]
    assert EventClaim.objects.count() == 1


def test_rejects_a_latitude_without_a_longitude(admin_client):
    page = AdminPage(admin_client, Place)
    page.fill(name="Tirana", slug="tirana", kind="settlement", latitude="41.3275")

    assert page.save() == ["Latitude and longitude are given together or not at all."]
    page.fill(longitude="19.8189")
    assert page.save() == []


def test_enters_a_place_with_its_names_and_finds_it_by_them(admin_client):
    page = AdminPage(admin_client, Place)
    page.fill(name="Subotica", slug="subotica", kind="settlement")
    page.fill("names-0", name="Szabadka", language="hu")
    page.add("names", name="Maria-Theresiopel")

    assert page.save() == []

    place = Place.objects.get(slug="subotica")
    names = list(place.names.values_list("name", "language"))
    assert names == [("Szabadka", "hu"), ("Maria-Theresiopel", "und")]
    listed = admin_client.get("/admin/events/place/", {"q": "szabadka"})
    assert list(listed.context["cl"].result_list) == [place]


def test_rejects_a_duplicate_name_of_a_place(admin_client):
    place = make.place()
    make.place_name(place, "Szabadka", language="hu")
    page = AdminPage(admin_client, place)
    page.add("names", name="Szabadka", language="hu")

    assert "duplicate" in "".join(page.save())
    assert place.names.count() == 1


def test_rejects_the_geonames_id_of_another_place(admin_client):
    make.place(geonames_id=3183875)
    page = AdminPage(admin_client, Place)
    page.fill(name="Tirana", slug="tirana", kind="settlement", geonames_id="3183875")

    assert page.save() == ["Another place has this GeoNames number."]


def test_enters_an_event_type_with_its_counterparts(admin_client):
    treaty = make.event_type("treaty")
    page = AdminPage(admin_client, EventType)
    page.fill(code="treaty.signing", label="Signing", definition="Signed.", parent=treaty)
    page.fill("crosswalks-0", scheme="cameo", code="057")

    assert page.save() == []

    assert EventType.objects.get(code="treaty.signing").crosswalks.get().code == "057"
