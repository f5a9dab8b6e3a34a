"""A small data set with two rows of each table, in which every constraint can be broken."""

import datetime as dt

from django.contrib.auth.models import User

from imports.models import Import, NameMatch
from tests.builders import (
    SUBOTICA_DAY,
    claim,
    link_agreements,
    link_events,
    make_actor,
    make_agreement,
    make_clause,
    make_event,
    make_event_type,
    make_figure,
    make_identifier,
    make_import,
    make_key,
    make_name,
    make_participation,
    make_party,
    make_place,
    make_place_name,
    make_proposal,
    make_relationship,
    make_saved_search,
    make_source,
    make_submitter,
    make_topic,
)


def make_cast() -> None:
    for name in ("Dashboard", "Notebook"):
        make_key(name=name)
    for name in ("Undated", "Unplaced"):
        make_saved_search(name=name, is_shared=True)
    make_import()
    Import.objects.create(file_name="actors.csv", resource="actors")

    wire = make_source("wire")
    make_source(
        "draft",
        language="en",
        review_status="draft",
        published_on=dt.date(2025, 3, 1),
        published_precision="month",
    )

    albania = make_actor(
        "albania",
        active_from=dt.date(1912, 1, 1),
        active_from_precision="year",
        lifecycle="ongoing",
    )
    kosovo = make_actor("kosovo")
    NameMatch.objects.remember("actors_actor", "Shqipëria", albania.pk, None)
    NameMatch.objects.remember("actors_actor", "Kosova", kosovo.pk, None)
    nato = make_actor("nato", kind="igo")
    person = make_actor("person", kind="person", country=albania)
    make_actor(
        "empire", active_to=dt.date(1918, 11, 1), active_to_precision="month", lifecycle="ended"
    )
    make_name(albania, "Albania")
    make_name(albania, "Shqipëria", "sq")
    make_identifier(albania, "iso2", "AL")
    make_identifier(albania, "iso2", "LA", preferred=False)
    make_identifier(kosovo, "iso3", "XKX")
    make_identifier(kosovo, "iso2", "XK")
    make_relationship(albania, nato, slug="member")
    make_relationship(
        albania,
        kosovo,
        slug="past",
        end_on=dt.date(2010, 1, 1),
        end_precision="year",
        lifecycle="ended",
    )
    claim(albania, wire)
    claim(albania, wire, locator="L2")

    cyber = make_topic("hyb.cyber")
    make_topic("hyb.disinformation")
    cyber.crosswalks.create(scheme="atop", code="ONE")
    cyber.crosswalks.create(scheme="atop", code="TWO")
    tirana = make_agreement("tirana")
    subotica = make_agreement("subotica", status="in_force", in_force_on=dt.date(2025, 4, 1))
    make_agreement("talks", status="negotiating", signed_on=None, signed_precision="unknown")
    make_party(tirana, albania, signatory=person)
    make_party(tirana, kosovo)
    make_clause(tirana, 1)
    make_clause(tirana, 2)
    link_agreements(subotica, "counters", tirana)
    link_agreements(subotica, "similar_to", tirana)
    claim(tirana, wire)
    claim(tirana, wire, locator="L2")

    signing_type = make_event_type("treaty.signing")
    make_event_type("treaty.ratification")
    signing_type.crosswalks.create(scheme="cameo", code="057")
    signing_type.crosswalks.create(scheme="cameo", code="058")
    place = make_place("tirana", latitude="41.33", longitude="19.82", geonames_id=1)
    make_place_name(place, "Tiranë", language="sq")
    make_place_name(place, "Тирана")
    make_place("subotica", geonames_id=2)
    signing = make_event("signing", type=signing_type, place=place, geo_precision="settlement")
    reaction = make_event("reaction", type=signing_type, on=SUBOTICA_DAY)
    make_event(
        "season",
        type=signing_type,
        on=None,
        date_from=dt.date(2025, 3, 1),
        date_to=dt.date(2025, 5, 31),
        date_precision="month",
    )
    make_event(
        "mission",
        type=signing_type,
        on=None,
        date_from=dt.date(1999, 1, 1),
        date_precision="year",
        is_span=True,
        lifecycle="ongoing",
    )
    make_participation(signing, albania)
    make_participation(signing, kosovo, stance="supports", toward=nato)
    link_events(reaction, "response_to", signing)
    link_events(reaction, "caused_by", signing)
    make_figure(
        slug="troops",
        actor=nato,
        as_of=dt.date(2025, 3, 1),
        as_of_precision="month",
        value_max=5000,
    )
    make_figure(slug="budget", actor=nato, metric="spending", unit="currency", currency="USD")
    claim(signing, wire)
    claim(signing, wire, locator="L2")

    author = make_submitter()
    make_proposal(tirana, author, note="One")
    make_proposal(subotica, author, note="Two")
    User.objects.get_or_create(username="reviewer", defaults={"is_staff": True})
