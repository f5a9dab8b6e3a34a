"""What the data set in fixtures/ says about events; it covers the article."""

import datetime as dt
from decimal import Decimal

import pytest

from actors.models import ActorClaim
from agreements.models import AgreementClaim
from events.api.chain import MAX_DEPTH, chain
from events.choices import CAUSAL_LINKS
from events.models import Event, EventClaim, EventLink, Figure, Participation
from tests import cases

pytestmark = pytest.mark.usefixtures("article_data")

ARTICLE = "gardner-2025-new-alliances"
HEADINGS_AND_SIGNATURE = {4, 11, 22, 27, 31, 34, 39}
OTHER_REPORTS = {"hungarian-government-2025-04-01", "euronews-serbia-2025-04-01"}


def event(slug: str) -> Event:
    return Event.objects.get(slug=slug)


def slugs(queryset) -> set[str]:
    return set(queryset.values_list("slug", flat=True))


def test_cites_every_line_of_the_article_with_a_statement():
    stated = {f"L{line}" for line in range(1, 41) if line not in HEADINGS_AND_SIGNATURE}

    tables = (ActorClaim, AgreementClaim, EventClaim)
    claims = (table.objects.filter(source__slug=ARTICLE) for table in tables)
    cited = {claim.locator for found in claims for claim in found}

    assert stated <= cited


def test_direct_and_indirect_effects_of_tirana():
    tirana = event("tirana-signing-2025")

    directly = slugs(Event.objects.effects_of([tirana]))
    effects = chain(tirana, direction="out", depth=MAX_DEPTH, kinds=CAUSAL_LINKS)["nodes"]

    assert directly == {
        "neighbours-concern-2025",
        "rival-alliance-announced-2025",
        "russian-reaction-2025",
        "serbian-accusation-2025",
        "serbian-outrage-2025",
        "serbian-vow-to-counter-2025",
        "subotica-signing-2025",
    }
    assert {event.slug for event in effects} == {tirana.slug, *directly}


def test_subotica_followed_tirana_after_two_weeks():
    interval = event("subotica-signing-2025").date_from - event("tirana-signing-2025").date_from

    assert interval == dt.timedelta(weeks=2)


def test_reactions_whose_day_the_article_does_not_give_are_undated():
    reactions = Event.objects.filter(slug__in=["serbian-outrage-2025", "serbian-accusation-2025"])

    assert set(reactions.values_list("date_precision", "period")) == {("unknown", None)}


def test_russia_supports_serbia_and_opposes_nato_in_one_statement():
    russia = Participation.objects.filter(event__slug="russian-reaction-2025", actor__slug="russia")

    stances = set(russia.values_list("stance", "toward__slug"))
    assert stances == {("supports", "serbia"), ("opposes", "nato")}


def test_the_place_of_the_subotica_signing_is_contradicted_by_two_other_sources():
    claims = event("subotica-signing-2025").claims.filter(field="place")

    contradicting = claims.filter(verdict="contradicts")

    assert set(contradicting.values_list("source__slug", flat=True)) == OTHER_REPORTS
    assert all("Belgrade" in claim.asserted_value for claim in contradicting)
    assert claims.get(verdict="supports").source.slug == ARTICLE


def test_its_day_is_confirmed_by_independent_sources():
    claims = event("subotica-signing-2025").claims.filter(field="date_from", verdict="supports")

    grades = set(claims.values_list("source__slug", "credibility"))
    assert grades == {(source, 1) for source in OTHER_REPORTS | {ARTICLE}}


def test_the_article_contradicts_itself_on_orbans_office():
    signatories = event("subotica-signing-2025").participations
    orban = signatories.get(actor__slug="viktor-orban")

    dispute = orban.claims.get(field="capacity", verdict="contradicts")

    assert orban.capacity == "Prime Minister"
    assert (dispute.source.slug, dispute.locator) == (ARTICLE, "L23")


def test_what_is_alleged_planned_or_possible_did_not_occur():
    unreal = Event.objects.exclude(modality="occurred")

    assert dict(unreal.values_list("slug", "modality")) == {
        "alliances-end-forecast": "hypothetical",
        "kosovo-pfp-accession-aim": "planned",
        "slovakia-accession-possible": "hypothetical",
        "slovakia-talks-2025": "alleged",
    }


def test_kfor_is_still_there_long_after_its_first_year():
    at_signing = Event.objects.possibly_between(dt.date(2025, 3, 18), dt.date(2025, 3, 18))

    assert "kfor-deployment-1999" in slugs(at_signing)


def test_figures_keep_their_comparator_unit_and_day():
    figures = {figure.slug: figure for figure in Figure.objects.all()}
    troops, recognitions = figures["kfor-troops-2025-03"], figures["kosovo-recognising-states"]
    spending = figures["kucove-nato-spending"]

    march = (dt.date(2025, 3, 1), "month")
    assert (troops.value, troops.as_of, troops.as_of_precision) == (4686, *march)
    assert (recognitions.comparator, recognitions.value) == ("gt", 110)
    assert (recognitions.as_of, recognitions.as_of_precision) == (None, "unknown")
    assert (spending.value, spending.currency) == (Decimal(50_000_000), "USD")


def test_the_article_leaves_out_one_eu_member_that_does_not_recognise_kosovo():
    figure = Figure.objects.get(slug="eu-members-not-recognising-kosovo")

    assert figure.value == 5
    assert figure.claims.get(verdict="contradicts").source.slug == ARTICLE


@cases("rows", Event.objects, Participation.objects, EventLink.objects, Figure.objects)
def test_every_row_has_a_supporting_claim(rows):
    supported = rows.filter(claims__verdict="supports").distinct().count()

    assert supported == rows.count() > 0


def test_everything_is_published():
    assert not Event.objects.exclude(review_status="published").exists()
    assert not Figure.objects.exclude(review_status="published").exists()
