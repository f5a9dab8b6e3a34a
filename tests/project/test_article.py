"""What the data set of fixtures/ says; it covers the article."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from actors.models import Actor, ActorClaim, ActorIdentifier, ActorName, Relationship
from agreements.api.compare import compare
from agreements.models import Agreement, AgreementClaim, AgreementLink, AgreementParty, Clause
from events.api.chain import MAX_DEPTH, chain
from events.choices import CAUSAL_LINKS
from events.models import Event, EventClaim, EventLink, Figure, Participation
from tests import cases, make

pytestmark = pytest.mark.usefixtures("article_data")

ARTICLE = "gardner-2025-new-alliances"
HEADINGS_AND_SIGNATURE = {4, 11, 22, 27, 31, 34, 39}
OTHER_REPORTS = {"hungarian-government-2025-04-01", "euronews-serbia-2025-04-01"}
REVIEWED = (Actor, Relationship, Agreement, Event, Figure)
PARTS = (AgreementParty, Clause, AgreementLink, Participation, EventLink)


def actor(slug: str) -> Actor:
    return Actor.objects.get(slug=slug)


def slugs(queryset) -> set[str]:
    return set(queryset.values_list("slug", flat=True))


def owner_of(scheme: str, value: str) -> str:
    return ActorIdentifier.objects.get(scheme=scheme, value=value, preferred=True).actor.slug


def topics(queryset) -> set[str]:
    return set(queryset.values_list("code", flat=True))


def event(slug: str) -> Event:
    return Event.objects.get(slug=slug)


@cases("model", *REVIEWED, *PARTS)
def test_every_row_has_a_supporting_claim(model: Any) -> None:
    supported = model.objects.filter(claims__verdict="supports").distinct().count()

    assert supported == model.objects.count() > 0


@cases("model", *REVIEWED)
def test_everything_is_published(model: Any) -> None:
    assert not model.objects.exclude(review_status="published").exists()


# Actors


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


def test_cites_the_article_line_by_line():
    locators = ActorClaim.objects.filter(source__slug=ARTICLE).values_list("locator", flat=True)

    assert {f"L{line}" for line in range(1, 41)} >= set(locators)


# Agreements


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
    talks = slovakia.actions.get()
    assert (slovakia.role, talks.kind, talks.happened_on) == ("prospective", "in_talks", None)
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
    claims = (
        parties.get(actor__slug=party)
        .actions.get()
        .claims.filter(
            field="representatives", verdict="contradicts", asserted_value__startswith=minister
        )
    )

    assert set(claims.values_list("source__slug", flat=True)) == OTHER_REPORTS


def test_subotica_counters_and_resembles_tirana():
    links = AgreementLink.objects.filter(source__slug="subotica-agreement-2025")
    links = links.filter(target__slug="tirana-declaration-2025")

    assert set(links.values_list("kind", flat=True)) == {"counters", "similar_to"}


# Events


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


def test_reactions_whose_day_no_source_gives_are_undated():
    reactions = Event.objects.filter(slug__in=["observers-caution-2025", "fico-eu-defence-concern"])

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


# Questions that span the apps


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


# Events that the article leaves undated


@cases(
    "slug, date_from, date_to",
    ("serbian-outrage-2025", "2025-03-18", "2025-03-18"),
    ("serbian-accusation-2025", "2025-03-18", "2025-03-18"),
    ("serbian-vow-to-counter-2025", "2025-03-18", "2025-03-18"),
    ("neighbours-concern-2025", "2025-03-18", "2025-03-18"),
    ("slovakia-talks-2025", "2025-03-26", "2025-03-31"),
    ("serbia-student-protests", "2024-11-01", "None"),
    ("serbia-early-election-calls", "2025-04-25", "None"),
    ("hungary-opposition-movement", "2024-04-01", "None"),
    ("kosovo-war", "1998-02-28", "1999-06-10"),
    ("kosovo-nato-support", "2016-08-28", "None"),
    ("kucove-modernisation", "2019-01-01", "2024-12-31"),
    ("croatia-uav-integration", "2024-11-01", "2025-09-30"),
    ("russian-reaction-2025", "2025-03-27", "2025-03-27"),
)
def test_dates_events_by_other_sources(slug: str, date_from: str, date_to: str) -> None:
    dated = event(slug)
    grounds = dated.claims.filter(field__startswith="date_", verdict="supports")

    assert (str(dated.date_from), str(dated.date_to)) == (date_from, date_to)
    assert grounds and not grounds.filter(source__slug=ARTICLE).exists()
    assert not grounds.exclude(quote="", credibility__gte=3).exists()
