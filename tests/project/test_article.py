"""Questions that the data set must answer, with the answers of the article."""

import datetime as dt
from typing import Any

import pytest

from actors.choices import RelationshipKind
from actors.models import Actor, ActorClaim, Relationship
from agreements.models import Agreement, AgreementClaim, AgreementParty, Clause, Topic
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


def test_finds_nato_members_among_the_signatories_of_tirana() -> None:
    signed = AgreementParty.objects.filter(
        agreement__slug="tirana-declaration-2025", role="party"
    ).signed_by(TIRANA_DAY)
    signatories = Actor.objects.filter(agreement_roles__in=signed)

    assert slugs(signatories) == {"albania", "croatia", "kosovo"}
    assert slugs(signatories.members_of(actor("nato"), on=TIRANA_DAY)) == {"albania", "croatia"}


def test_finds_no_signatories_the_day_before() -> None:
    signed = AgreementParty.objects.filter(agreement__slug="tirana-declaration-2025")

    assert not signed.signed_by(TIRANA_DAY - dt.timedelta(days=1)).exists()


def test_finds_members_that_did_not_recognise_kosovo() -> None:
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
    assert slugs(silent.permanent_members_of(actor("un-security-council"), on=TIRANA_DAY)) == {
        "china",
        "russia",
    }


def test_finds_the_events_triggered_by_the_tirana_signing() -> None:
    signing = Event.objects.get(slug="tirana-signing-2025")

    direct = Event.objects.responding_to(signing)
    in_the_end: Any = Event.objects.triggered_by(signing).with_days_after(signing)

    assert "subotica-signing-2025" in slugs(direct)
    assert slugs(direct) <= slugs(in_the_end)
    assert in_the_end.get(slug="subotica-signing-2025").days_after == 14


def test_compares_the_topics_of_two_agreements() -> None:
    tirana = Agreement.objects.get(slug="tirana-declaration-2025")
    subotica = Agreement.objects.get(slug="subotica-agreement-2025")

    common = set(Topic.objects.common_to([tirana, subotica]).values_list("code", flat=True))
    only_tirana = set(
        Topic.objects.only_in(tirana, not_in=[subotica]).values_list("code", flat=True)
    )
    only_subotica = set(
        Topic.objects.only_in(subotica, not_in=[tirana]).values_list("code", flat=True)
    )

    assert {"int.exercises", "hyb.critical_infrastructure"} <= common
    assert "ea.nato" in only_tirana
    assert any(code.startswith("bor") for code in only_subotica)
    assert not common & (only_tirana | only_subotica)


def test_finds_changes_between_two_days() -> None:
    before, after = dt.date(2025, 3, 17), dt.date(2025, 4, 2)

    signed = Agreement.objects.signed_between(before, after)
    begun = Relationship.objects.filter(kind="membership").begun_between(before, after)

    assert slugs(signed) >= {"tirana-declaration-2025", "subotica-agreement-2025"}
    assert set(begun.values_list("subject__slug", "object__slug")) >= {
        ("kosovo", "adriatic-bloc"),
        ("hungary", "serbia-hungary-alliance"),
    }
    assert not Relationship.objects.ended_between(before, after).exists()


def test_lists_the_claims_of_a_source_by_line() -> None:
    lines = [int(claim.locator[1:]) for claim in EventClaim.objects.of_source(ARTICLE)]

    assert lines == sorted(lines)
    assert set(lines) >= {1, 2, 17, 23, 33}


def test_finds_contradictions_between_sources() -> None:
    disputed = Event.objects.contradicted()
    instead = EventClaim.objects.contradicting().filter(event__slug="subotica-signing-2025")

    assert "subotica-signing-2025" in slugs(disputed)
    assert any("Belgrade" in claim.asserted_value for claim in instead.filter(field="place"))


def test_finds_office_holders_on_a_day() -> None:
    offices = Relationship.objects.holding(RelationshipKind.OFFICE, on=SUBOTICA_DAY)
    held = {(office.subject.slug, office.object.slug) for office in offices}

    assert held >= {
        ("aleksandar-vucic", "serbia"),
        ("viktor-orban", "hungary"),
        ("robert-fico", "slovakia"),
    }
    assert not {person for person, _ in held} & {"josip-broz-tito", "jawaharlal-nehru"}


def test_finds_records_with_a_single_source() -> None:
    clauses = Clause.objects.filter(agreement__slug="tirana-declaration-2025")

    assert clauses.exists()
    assert clauses.resting_on_one_source().count() == clauses.count()
    assert "north-macedonia-alignment-adriatic-bloc" in slugs(
        Relationship.objects.resting_on_one_source()
    )


def test_cites_every_line_of_the_article() -> None:
    every_line = {f"L{number}" for number in range(1, 41)}
    cited = {claim.locator for table in CLAIM_TABLES for claim in table.objects.of_source(ARTICLE)}

    assert every_line - cited - HEADINGS - SIGNATURE == set()


@pytest.mark.parametrize("model", [Actor, Relationship, Agreement, Event])
def test_supports_all_published_records(model: Any) -> None:
    assert model.objects.published().exists()
    assert not model.objects.published().unsupported().exists()
