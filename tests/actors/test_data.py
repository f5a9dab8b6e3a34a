"""Actors and relationships in the data set of fixtures/."""

import pytest

from actors.models import Actor, ActorClaim, ActorIdentifier, ActorName, Relationship
from tests import cases, make

pytestmark = pytest.mark.usefixtures("article_data")

ARTICLE = "gardner-2025-new-alliances"


def actor(slug: str) -> Actor:
    return Actor.objects.get(slug=slug)


def slugs(queryset) -> set[str]:
    return set(queryset.values_list("slug", flat=True))


def owner_of(scheme: str, value: str) -> str:
    return ActorIdentifier.objects.get(scheme=scheme, value=value, preferred=True).actor.slug


@cases(
    "written, slug",
    ("Вучић", "aleksandar-vucic"),
    ("Vučić", "aleksandar-vucic"),
    ("vucic", "aleksandar-vucic"),
    ("Orbán Viktor", "viktor-orban"),
    ("Гашић", "bratislav-gasic"),
    ("Szalay-Bobrovniczky Kristóf", "kristof-szalay-bobrovniczky"),
    ("Shqipëri", "albania"),
    ("Приштина", "kosovo"),
    ("Prishtinë", "kosovo"),
    ("Београд", "serbia"),
)
def test_finds_actors_by_names_in_their_own_languages(written, slug):
    assert slug in slugs(Actor.objects.matching(written))


@cases(
    "capital, slug",
    ("Belgrade", "serbia"),
    ("Tirana", "albania"),
    ("Washington", "united-states"),
    ("Moscow", "russia"),
    ("Brussels", "european-union"),
)
def test_a_capital_stands_for_one_actor(capital, slug):
    metonym = ActorName.objects.get(name=capital, language="en", kind="metonym")

    assert metonym.actor.slug == slug


def test_kosovo_has_one_number_in_both_lists_of_states():
    assert owner_of("cow", "347") == owner_of("gw", "347") == "kosovo"


def test_yugoslavia_and_serbia_share_a_number_and_differ_in_the_other_list():
    sharing = ActorIdentifier.objects.filter(scheme="cow", value="345")

    assert set(sharing.values_list("actor__slug", flat=True)) == {"serbia", "yugoslavia"}
    assert owner_of("cow", "345") == owner_of("gw", "340") == "serbia"
    assert owner_of("gw", "345") == "yugoslavia"


def test_knows_who_did_not_recognise_kosovo_and_where_they_were_members():
    deniers = Actor.objects.not_recognising(actor("kosovo"), on=make.TIRANA_DAY)
    in_the_eu = Actor.objects.members_of(actor("european-union"), on=make.TIRANA_DAY)
    in_nato = Actor.objects.members_of(actor("nato"), on=make.TIRANA_DAY)
    seats = Relationship.objects.holding("membership", on=make.TIRANA_DAY)
    seats = seats.filter(object__slug="un-security-council", status="permanent_member")

    four = {"greece", "romania", "slovakia", "spain"}
    assert slugs(deniers) == four | {"serbia", "china", "russia", "cyprus"}
    assert slugs(deniers & in_the_eu) == four | {"cyprus"}
    assert slugs(deniers & in_nato) == four
    assert slugs(deniers.filter(relations_from__in=seats)) == {"china", "russia"}


def test_knows_which_partners_of_tirana_and_subotica_were_in_nato():
    in_nato = slugs(Actor.objects.members_of(actor("nato"), on=make.TIRANA_DAY))

    assert {"albania", "croatia", "hungary", "north-macedonia"} <= in_nato
    assert not {"kosovo", "serbia"} & in_nato


def test_knows_who_held_which_office_when_subotica_was_signed():
    offices = Relationship.objects.holding("office", on=make.SUBOTICA_DAY)

    assert set(offices.values_list("subject__slug", "title", "object__slug")) == {
        ("aleksandar-vucic", "President", "serbia"),
        ("bratislav-gasic", "Minister of Defence", "serbia"),
        ("viktor-orban", "Prime Minister", "hungary"),
        ("kristof-szalay-bobrovniczky", "Minister of Defence", "hungary"),
        ("tamas-sulyok", "President", "hungary"),
        ("robert-fico", "Prime Minister", "slovakia"),
    }


def test_keeps_that_the_footnote_leaves_out_cyprus():
    refusal = Relationship.objects.get(slug="cyprus-recognition-kosovo")

    against = refusal.claims.get(verdict="contradicts")

    assert (against.source.slug, against.locator) == (ARTICLE, "L40")
    assert refusal.claims.filter(verdict="supports").exists()


@cases("slug", "croatia", "kosovo")
def test_keeps_two_dates_for_the_start_of_a_state(slug):
    claims = actor(slug).claims.filter(field="active_from")

    assert set(claims.values_list("verdict", flat=True)) == {"supports", "contradicts"}


def test_everything_in_it_is_public_and_supported():
    for model in (Actor, Relationship):
        assert not model.objects.exclude(review_status="published").exists()
        assert not model.objects.exclude(claims__verdict="supports").exists()


def test_cites_the_article_line_by_line():
    locators = ActorClaim.objects.filter(source__slug=ARTICLE).values_list("locator", flat=True)

    assert {f"L{line}" for line in range(1, 41)} >= set(locators)
