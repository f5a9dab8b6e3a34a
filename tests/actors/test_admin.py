"""The admin pages of actors and relationships."""

import datetime as dt

import pytest

from actors.models import Actor, Relationship
from tests import cases, make
from tests.admin_page import AdminPage, list_url, url_of


def test_creates_an_actor_with_names_codes_and_a_source_in_one_save(admin_client):
    page = AdminPage(admin_client, Actor)
    page.fill(name="Serbia", slug="serbia", kind="state")
    page.fill(existed_from="2006-06-05", lifecycle="ongoing")
    page.fill("names-0", name="Србија", language="sr-Cyrl")
    page.add("names", name="Belgrade", language="en", kind="metonym")
    page.fill("identifiers-0", scheme="iso2", value="RS")
    page.fill("claims-0", source=make.source("wire"), locator="p. 1")

    assert page.save() == []

    serbia = Actor.objects.get()
    assert (serbia.active_from, serbia.active_from_precision) == (dt.date(2006, 6, 5), "day")
    assert sorted(serbia.names.values_list("name", flat=True)) == ["Belgrade", "Србија"]
    assert serbia.identifiers.get().value == "RS"
    assert serbia.claims.get().locator == "p. 1"


REVERSED = {"existed_from": "1918", "existed_to": "1867", "lifecycle": "ended"}


@cases(
    "fields, identifier, error",
    ({}, ("cow", "345"), "Another actor is the preferred one for this code."),
    ({}, ("iso2", "Serbia"), "A code of the scheme “ISO 3166-1 alpha-2” looks like AL."),
    (REVERSED, ("cow", "340"), "An actor cannot end before it starts."),
)
def test_refuses_an_actor_that_breaks_a_rule(admin_client, fields, identifier, error):
    make.identifier(make.actor("yugoslavia"), "cow", "345")
    page = AdminPage(admin_client, make.actor("serbia"))
    page.fill(**fields)
    page.add("identifiers", scheme=identifier[0], value=identifier[1])

    assert page.save() == [error]


def test_finds_an_actor_by_any_of_its_names_once(admin_client):
    serbia = make.actor("serbia")
    make.name(serbia, "Србија", "sr-Cyrl")
    make.name(serbia, "Republika Srbija", "sr-Latn")
    make.name(serbia, "Srbija", "sr-Latn")

    found = admin_client.get(list_url(Actor), {"q": "srbija"}).context["cl"].result_list

    assert list(found) == [serbia]


@pytest.mark.slow
def test_opens_with_50_names_in_as_many_queries_as_with_1(admin_client):
    small, large = make.actor(), make.actor()
    source = make.source()
    for actor, rows in ((small, 1), (large, 50)):
        for number in range(rows):
            make.name(actor, f"Name {number}")
            make.claim(actor, source, locator=f"L{number}")
    AdminPage(admin_client, small)

    few, many = (AdminPage(admin_client, actor, rendered=True) for actor in (small, large))

    assert many.queries == few.queries <= 15


def test_creates_a_relationship_with_its_source(admin_client):
    page = AdminPage(admin_client, Relationship)
    page.fill(subject=make.actor("albania"), object=make.actor("nato", kind="igo"))
    page.fill(slug="albania-in-nato", kind="membership", status="member")
    page.fill(start="2009-04", lifecycle="ongoing")
    page.fill("claims-0", source=make.source())

    assert page.save() == []

    membership = Relationship.objects.get()
    assert (membership.start_on, membership.start_precision) == (dt.date(2009, 4, 1), "month")
    assert membership.claims.get().about == "relationship"


def test_refuses_a_status_that_does_not_fit_the_kind(admin_client):
    page = AdminPage(admin_client, make.relationship(make.actor(), make.actor()))
    page.fill(status="recognised")

    [told] = page.save()

    assert told.startswith("The status of a relationship of kind membership is one of: ")


def test_refuses_a_duplicate_relationship(admin_client):
    known = make.relationship(make.actor(), make.actor())
    page = AdminPage(admin_client, Relationship)
    page.fill(slug="again", start="2009-04-01")
    same = ("subject", "kind", "status", "object")
    page.fill(**{name: getattr(known, name) for name in same})

    assert page.save() == ["This relationship is recorded already."]


def test_links_to_the_relationships_of_an_actor_in_both_directions(admin_client):
    nato, albania = make.actor("nato"), make.actor("albania")
    member = make.relationship(albania, nato)
    led = make.relationship(nato, albania, kind="cooperation", status="active")

    page = admin_client.get(url_of(albania)).content.decode()

    assert "Relationships to other actors" in page
    assert "Relationships of other actors to it" in page
    for relation in (member, led):
        assert f'href="{url_of(relation)}"' in page
