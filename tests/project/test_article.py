"""The questions the data set must answer, each answered from the article's rows."""

import datetime as dt
from typing import Any

import pytest

from actors.choices import RelationshipKind
from actors.models import Actor, ActorClaim, Relationship
from agreements.api.compare import compare
from agreements.models import Agreement, AgreementClaim, AgreementParty, Clause
from events.api.chain import DEEPEST, chain
from events.choices import LINKS_OF_CAUSE
from events.models import Event, EventClaim
from tests.builders import SUBOTICA_DAY, TIRANA_DAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("article_data")]

ARTICLE = "gardner-2025-new-alliances"
HEADINGS = {"L4", "L11", "L22", "L27", "L31", "L34"}
SIGNATURE = {"L39"}
CLAIM_TABLES: tuple[Any, ...] = (ActorClaim, AgreementClaim, EventClaim)


def actor(slug: str) -> Actor:
    return Actor.objects.get(slug=slug)


def slugs(rows: Any) -> set[str]:
    return set(rows.values_list("slug", flat=True))


def test_says_who_had_signed_tirana_and_was_in_nato_that_day() -> None:
    signed = AgreementParty.objects.filter(
        agreement__slug="tirana-declaration-2025", role="party"
    ).signed_by(TIRANA_DAY)
    signatories = Actor.objects.filter(agreement_roles__in=signed)

    assert slugs(signatories) == {"albania", "croatia", "kosovo"}
    assert slugs(signatories.members_of(actor("nato"), on=TIRANA_DAY)) == {"albania", "croatia"}


def test_says_nobody_had_signed_tirana_the_day_before() -> None:
    signed = AgreementParty.objects.filter(agreement__slug="tirana-declaration-2025")

    assert not signed.signed_by(TIRANA_DAY - dt.timedelta(days=1)).exists()


def test_says_who_did_not_recognise_kosovo_and_where_they_sat() -> None:
    silent = Actor.objects.not_recognising(actor("kosovo"), on=TIRANA_DAY)

    assert slugs(silent) >= {"serbia", "russia", "china", "greece", "romania", "slovakia", "spain"}
    assert slugs(silent.members_of(actor("european-union"), on=TIRANA_DAY)) == {
        "cyprus",
        "greece",
        "romania",
        "slovakia",
        "spain",
    }
    assert slugs(silent.members_of(actor("nato"), on=TIRANA_DAY)) == {
        "greece",
        "romania",
        "slovakia",
        "spain",
    }
    seats = Relationship.objects.holding(RelationshipKind.MEMBERSHIP, on=TIRANA_DAY).filter(
        object__slug="un-security-council", status="permanent_member"
    )
    assert slugs(silent.filter(relations_from__in=seats)) == {"china", "russia"}


def test_says_what_the_tirana_signing_set_off_and_after_how_many_days() -> None:
    signing = Event.objects.get(slug="tirana-signing-2025")

    direct = Event.objects.responding_to([signing])
    in_the_end = chain(signing, direction="out", depth=DEEPEST, kinds=LINKS_OF_CAUSE)["nodes"]
    [subotica] = [event for event in in_the_end if event.slug == "subotica-signing-2025"]

    assert subotica in direct
    assert set(direct) <= set(in_the_end)
    assert (subotica.date_from - signing.date_from).days == 14


def test_says_on_which_topics_the_two_agreements_overlap() -> None:
    comparison = compare(["tirana-declaration-2025", "subotica-agreement-2025"])
    common = set(comparison["common"])
    only_tirana, only_subotica = (set(unique["topics"]) for unique in comparison["unique"])

    assert {"int.exercises", "hyb.critical_infrastructure"} <= common
    assert "ea.nato" in only_tirana
    assert any(code.startswith("bor") for code in only_subotica)
    assert not common & (only_tirana | only_subotica)


def test_says_what_changed_between_two_days() -> None:
    before, after = dt.date(2025, 3, 17), dt.date(2025, 4, 2)

    signed = Agreement.objects.signed_between(before, after)
    begun = Relationship.objects.filter(kind="membership").begun_between(before, after)

    assert slugs(signed) >= {"tirana-declaration-2025", "subotica-agreement-2025"}
    assert set(begun.values_list("subject__slug", "object__slug")) >= {
        ("kosovo", "adriatic-bloc"),
        ("hungary", "serbia-hungary-alliance"),
    }
    assert not Relationship.objects.ended_between(before, after).exists()


def test_says_what_the_article_states_line_by_line() -> None:
    claims = EventClaim.objects.filter(source__slug=ARTICLE)

    assert {int(claim.locator[1:]) for claim in claims} >= {1, 2, 17, 23, 33}


def test_says_where_sources_contradict_each_other() -> None:
    disputed = Event.objects.contradicted()
    instead = EventClaim.objects.filter(verdict="contradicts", event__slug="subotica-signing-2025")

    assert "subotica-signing-2025" in slugs(disputed)
    assert any("Belgrade" in claim.asserted_value for claim in instead.filter(field="place"))


def test_says_who_held_which_office_when_subotica_was_signed() -> None:
    offices = Relationship.objects.holding(RelationshipKind.OFFICE, on=SUBOTICA_DAY)
    held = {(office.subject.slug, office.object.slug) for office in offices}

    assert held >= {
        ("aleksandar-vucic", "serbia"),
        ("viktor-orban", "hungary"),
        ("robert-fico", "slovakia"),
    }
    assert not {person for person, _ in held} & {"josip-broz-tito", "jawaharlal-nehru"}


def test_says_which_facts_rest_on_one_source_only() -> None:
    clauses = Clause.objects.filter(agreement__slug="tirana-declaration-2025")

    assert clauses.exists()
    assert clauses.resting_on_one_source().count() == clauses.count()
    assert "north-macedonia-alignment-adriatic-bloc" in slugs(
        Relationship.objects.resting_on_one_source()
    )


def test_cites_every_line_of_the_article_that_states_something() -> None:
    every_line = {f"L{number}" for number in range(1, 41)}
    cited = {
        locator
        for table in CLAIM_TABLES
        for locator in table.objects.filter(source__slug=ARTICLE).values_list("locator", flat=True)
    }

    assert every_line - cited - HEADINGS - SIGNATURE == set()


@pytest.mark.parametrize("model", [Actor, Relationship, Agreement, Event])
def test_supports_everything_that_it_publishes(model: Any) -> None:
    assert model.objects.published().exists()
    assert not model.objects.published().exclude(claims__verdict="supports").exists()
