"""Agreements, clauses and parties in the data set of fixtures/."""

import pytest

from agreements.api.compare import compare
from agreements.models import Agreement, AgreementClaim, AgreementLink, AgreementParty, Clause
from tests import cases, make

pytestmark = pytest.mark.usefixtures("article_data")

ARTICLE = "gardner-2025-new-alliances"
OTHER_REPORTS = {"hungarian-government-2025-04-01", "euronews-serbia-2025-04-01"}


def topics(queryset) -> set[str]:
    return set(queryset.values_list("code", flat=True))


def test_tirana_was_signed_by_its_three_parties_on_the_day_and_by_nobody_before():
    parties = AgreementParty.objects.filter(agreement__slug="tirana-declaration-2025")

    signed = parties.filter(role="party").signed_by(make.TIRANA_DAY)

    assert set(signed.values_list("actor__slug", flat=True)) == {"albania", "croatia", "kosovo"}
    assert not parties.signed_by(make.TIRANA_DAY.replace(day=17)).exists()


def test_slovakia_is_no_signatory_of_subotica_but_said_to_be_in_talks():
    parties = AgreementParty.objects.filter(agreement__slug="subotica-agreement-2025")
    slovakia = parties.get(actor__slug="slovakia")

    signed = parties.signed_by(make.SUBOTICA_DAY).values_list("actor__slug", flat=True)

    assert set(signed) == {"serbia", "hungary"}
    assert (slovakia.role, slovakia.status, slovakia.status_on) == ("prospective", "in_talks", None)
    assert slovakia.claims.filter(attributed_to="some Serbian members of parliament").exists()


def test_the_two_agreements_overlap_on_exercises_industry_and_critical_infrastructure():
    comparison = compare(["tirana-declaration-2025", "subotica-agreement-2025"])

    only_tirana, only_subotica = (set(unique["topics"]) for unique in comparison["unique"])
    common = ["dev.industry", "hyb.critical_infrastructure", "int.exercises"]
    assert comparison["common"] == common
    assert only_subotica == {"bor", "inf.intelligence"}
    assert {"arm.procurement", "ea.nato", "ea.pfp", "hyb.cyber"} <= only_tirana


def test_what_is_only_to_be_examined_is_a_study_and_not_a_pledge():
    clauses = Clause.objects.filter(agreement__slug="tirana-declaration-2025")

    study = clauses.get(strength="study")

    assert topics(study.topics.all()) == {"hyb.critical_infrastructure"}
    assert not clauses.filter(strength="binding").exists()


def test_clauses_on_kosovo_name_it_as_concerned():
    integration = Clause.objects.filter(agreement__slug="tirana-declaration-2025").on_topic("ea")

    assert integration.count() == 3
    assert all(clause.concerns.filter(slug="kosovo").exists() for clause in integration)


def test_one_source_calls_the_tirana_instrument_by_five_names():
    about_tirana = AgreementClaim.objects.filter(agreement__slug="tirana-declaration-2025")
    claims = about_tirana.filter(source__slug=ARTICLE, field="kind")

    assert set(claims.values_list("verdict", "asserted_value")) == {
        ("supports", "declaration"),
        ("contradicts", "trilateral security and defence agreement"),
        ("contradicts", "joint defence and security framework"),
        ("contradicts", "sub-regional alliance"),
        ("contradicts", "pact"),
    }


@cases("party, minister", ("serbia", "Bratislav Gašić"), ("hungary", "Kristóf Szalay-Bobrovniczky"))
def test_other_reports_contradict_who_signed_for_a_party_of_subotica(party, minister):
    parties = AgreementParty.objects.filter(agreement__slug="subotica-agreement-2025", role="party")
    claims = parties.get(actor__slug=party).claims.filter(
        field="signatory", verdict="contradicts", asserted_value__startswith=minister
    )

    assert set(claims.values_list("source__slug", flat=True)) == OTHER_REPORTS


def test_subotica_counters_and_resembles_tirana():
    links = AgreementLink.objects.filter(source__slug="subotica-agreement-2025")
    links = links.filter(target__slug="tirana-declaration-2025")

    assert set(links.values_list("kind", flat=True)) == {"counters", "similar_to"}


@cases("rows", Agreement.objects, AgreementParty.objects, Clause.objects, AgreementLink.objects)
def test_every_row_has_a_supporting_claim(rows):
    supported = rows.filter(claims__verdict="supports").distinct().count()

    assert supported == rows.count() > 0


def test_everything_is_published():
    assert not Agreement.objects.exclude(review_status="published").exists()
