"""The questions that span the apps, answered from the article's rows."""

import datetime as dt

import pytest

from actors.models import Relationship
from agreements.models import Agreement, Clause
from events.models import Event, EventClaim

pytestmark = pytest.mark.usefixtures("article_data")


def test_finds_changes_between_two_days() -> None:
    before, after = dt.date(2025, 3, 17), dt.date(2025, 4, 2)

    signed = Agreement.objects.signed_between(before, after).filter(
        slug__in=["tirana-declaration-2025", "subotica-agreement-2025"]
    )
    begun = Relationship.objects.filter(kind="membership").begun_between(before, after)

    assert signed.count() == 2
    assert set(begun.values_list("subject__slug", "object__slug")) >= {
        ("kosovo", "adriatic-bloc"),
        ("hungary", "serbia-hungary-alliance"),
    }
    assert not Relationship.objects.ended_between(before, after).exists()


def test_finds_the_claims_of_a_source() -> None:
    claims = EventClaim.objects.filter(source__slug="gardner-2025-new-alliances")

    assert {int(claim.locator[1:]) for claim in claims} >= {1, 2, 17, 23, 33}


def test_finds_contradictions_between_sources() -> None:
    assert Event.objects.contradicted().filter(slug="subotica-signing-2025").exists()


def test_finds_records_with_a_single_source() -> None:
    clauses = Clause.objects.filter(agreement__slug="tirana-declaration-2025")
    alignment = Relationship.objects.filter(slug="north-macedonia-alignment-adriatic-bloc")

    assert clauses.resting_on_one_source().count() == clauses.count() > 0
    assert alignment.resting_on_one_source().exists()
