"""A small data set with two rows of each table, in which every constraint can be broken."""

from itertools import product

from django.contrib.auth.models import User

from imports.models import Import, NameMatch, SavedProfile
from tests import make


def make_cast() -> None:
    for name in ("Dashboard", "Notebook"):
        make.key(name=name)
    for name in ("Undated", "Unplaced"):
        make.saved_search(name=name, is_shared=True)
    make.checked_import()
    for name in ("ours", "theirs"):
        SavedProfile.objects.create(name=name, mapping="title = ''")
    Import.objects.create(file_name="actors.csv", resource="actors")

    wire = make.source("wire")
    draft = make.source("draft", language="en", review_status="draft", published_on="2025-03")

    for text in ("The ministers signed a declaration.", "Serbia and Hungary responded."):
        text_of_wire = make.snapshot(wire, text).texts.get()
    for quote in ("signed a declaration", "Hungary responded"):
        make.anchor(text_of_wire, quote, decided_by=make.submitter())
    for page in ("pact", "news"):
        make.fetch(wire, f"https://example.org/{page}")

    albania = make.actor("albania", active_from="1912", lifecycle="ongoing")
    kosovo = make.actor("kosovo")
    NameMatch.objects.remember("actors_actor", "Shqipëria", albania.pk, None)
    NameMatch.objects.remember("actors_actor", "Kosova", kosovo.pk, None)
    nato = make.actor("nato", kind="igo")
    person = make.actor("person", kind="person", country=albania)
    make.actor("empire", active_to="1918-11", lifecycle="ended")
    make.name(albania, "Albania")
    make.name(albania, "Shqipëria", "sq")
    make.identifier(albania, "iso2", "AL")
    make.identifier(albania, "iso2", "LA", preferred=False)
    make.identifier(kosovo, "iso3", "XKX")
    make.identifier(kosovo, "iso2", "XK")
    member = make.relationship(albania, nato, slug="member")
    past = make.relationship(albania, kosovo, slug="past", end_on="2010", lifecycle="ended")

    cyber = make.topic("hyb.cyber")
    make.topic("hyb.disinformation")
    cyber.crosswalks.create(scheme="atop", code="ONE")
    cyber.crosswalks.create(scheme="atop", code="TWO")
    tirana = make.agreement("tirana")
    subotica = make.agreement("subotica", status="in_force", in_force_on="2025-04-01")
    make.agreement("talks", status="negotiating", signed_on="")
    make.party(tirana, albania, signatory=person)
    party = make.party(tirana, kosovo)
    make.action(party, "reservation", on=None, text="Article 3")
    party.actions.get(kind="signed").representatives.create(office="Minister")
    tirana.parties.get(actor=albania).actions.get().representatives.create(
        person=person, office="Minister"
    )
    make.clause(tirana, 1)
    make.clause(tirana, 2)
    make.agreement_link(subotica, "counters", tirana)
    make.agreement_link(subotica, "similar_to", tirana)

    signing_type = make.event_type("treaty.signing")
    make.event_type("treaty.ratification")
    signing_type.crosswalks.create(scheme="cameo", code="057")
    signing_type.crosswalks.create(scheme="cameo", code="058")
    place = make.place("tirana", latitude="41.33", longitude="19.82", geonames_id=1)
    make.place_name(place, "Tiranë", language="sq")
    make.place_name(place, "Тирана")
    other_place = make.place("subotica", geonames_id=2)
    signing = make.event("signing", type=signing_type, place=place, geo_precision="settlement")
    reaction = make.event("reaction", type=signing_type, on=make.SUBOTICA_DAY)
    make.event("season", type=signing_type, on="2025-03/2025-05")
    make.event("mission", type=signing_type, on="1999/..", is_span=True, lifecycle="ongoing")
    make.participation(signing, albania)
    make.participation(signing, kosovo, stance="supports", toward=nato)
    make.event_link(reaction, "response_to", signing)
    make.event_link(reaction, "caused_by", signing)
    troops = make.figure(slug="troops", actor=nato, as_of="2025-03", value_max=5000)
    budget = make.figure(
        slug="budget", actor=nato, metric="spending", unit="currency", currency="USD"
    )
    for one, other in (
        (draft, wire),
        (albania, kosovo),
        (member, past),
        (tirana, subotica),
        (place, other_place),
        (signing, reaction),
        (troops, budget),
    ):
        make.identifier(one, "local", "ONE", valid_from=make.TIRANA_DAY)
        make.identifier(one, "local", "TWO", preferred=False)
        make.identifier(other, "local", "OTHER")
    for record, locator in product((albania, tirana, signing), ("", "L2")):
        make.claim(record, wire, locator=locator)

    author = make.submitter()
    make.proposal(tirana, author, note="One")
    make.proposal(subotica, author, note="Two", group=make.proposal_group(author, "one.csv"))
    make.proposal_group(author, "two.csv")
    for name in ("one", "two"):
        make.batch("in_review", tirana, subotica, user=author, note=name)
    User.objects.get_or_create(username="reviewer", defaults={"is_staff": True})
