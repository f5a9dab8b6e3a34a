"""The admin page of an agreement: parties, clauses, links, claims and citations."""

import datetime as dt

import pytest

from agreements.models import Agreement, AgreementClaim, AgreementLink, AgreementParty, Clause
from curation.editing.paging import FORM_ROWS_PER_PAGE
from tests import cases, database, make
from tests.admin_page import AdminPage, list_url, member_of_staff, url_of

CLAUSES = [
    ("Defence industry", "dev.industry"),
    ("Interoperability", "int.exercises"),
    ("Hybrid threats", "hyb.cyber"),
    ("Euro-Atlantic integration", "ea.nato"),
    ("Intelligence", "inf.intelligence"),
    ("Crisis response", "gua.consultation"),
    ("Joint policy", "pol"),
]


def enter_tirana(client, prefix=""):
    """Types the Tirana declaration into an empty form: 3 parties, 7 clauses, 7 citations."""
    wire, text = make.source(f"{prefix}wire"), make.source(f"{prefix}text")
    states = [make.actor(f"{prefix}{slug}") for slug in ("albania", "croatia", "kosovo")]
    page = AdminPage(client, Agreement)
    page.fill(
        title="Joint Declaration on Cooperation in the Field of Defence",
        slug=f"{prefix}tirana-declaration-2025",
        kind="declaration",
        status="signed",
        signed="2025-03-18",
    )
    for number, state in enumerate(states):
        if number:
            page.add("parties")
        page.fill(f"parties-{number}", actor=state, action="signed", date="2025-03-18")
    for number, (heading, topic) in enumerate(CLAUSES):
        if number:
            page.add("clauses")
        row = f"clauses-{number}"
        page.fill(row, heading=heading, topics=[make.topic(topic).pk])
        if number < 6:
            page.fill(row, cite_source=wire, cite_locator=f"L{number + 23}")
    page.fill("claims-0", source=text)
    return page


def test_enters_the_tirana_declaration_in_one_save(admin_client):
    page = enter_tirana(admin_client)

    assert page.save("_save") == []

    tirana = Agreement.objects.get(slug="tirana-declaration-2025")
    assert (tirana.signed_on, tirana.signed_precision) == (dt.date(2025, 3, 18), "day")
    assert [party.actor.slug for party in tirana.parties.all()] == ["albania", "croatia", "kosovo"]
    assert list(tirana.clauses.values_list("number", "heading")) == [
        (number, heading) for number, (heading, _) in enumerate(CLAUSES, start=1)
    ]
    assert tirana.clauses.get(number=3).topics.get().code == "hyb.cyber"
    claims = AgreementClaim.objects.order_by("locator")
    assert [(row.about, row.locator, row.verdict) for row in claims] == [
        ("agreement", "", "supports"),
        *[("clause", f"L{line}", "supports") for line in range(23, 29)],
    ]
    # 24 of them are savepoints around the check of each row.
    assert page.queries <= 60, page.queries


@pytest.mark.slow
def test_opens_with_100_rows_in_as_many_queries_as_with_2(admin_client):
    small, large = make.agreement(), make.agreement()
    _fill(small, 2)
    _fill(large, 100)
    AdminPage(admin_client, small)

    few, many = (AdminPage(admin_client, each, rendered=True) for each in (small, large))

    assert len(many.formsets["clauses"].forms) == FORM_ROWS_PER_PAGE
    assert many.queries == few.queries <= 20


@pytest.mark.slow
def test_reads_submitted_rows_in_one_query_each_and_redisplays_them_in_none(admin_client, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
    small, large = make.agreement(), make.agreement()
    _fill(small, 2)
    _fill(large, 40)
    few, many = (AdminPage(admin_client, agreement) for agreement in (small, large))

    for page, added in ((few, 2), (many, 40)):
        for _ in range(added):
            page.add("parties", actor=make.actor(), person=make.actor(), action="signed")
        page.fill(title="")
        assert page.save() == ["This field is required."]

    # All check constraints of a row are one query and its savepoint.
    rows = [
        sum(page.data[f"{prefix}-TOTAL_FORMS"] for prefix in page.formsets) for page in (few, many)
    ]
    assert many.queries - few.queries <= 3 * (rows[1] - rows[0])


def test_the_list_takes_as_many_queries_for_many_claims_as_for_few(admin_client):
    agreement = make.agreement()
    _fill(agreement, 2)
    admin_client.get(list_url(AgreementClaim))
    counts = []
    for rows in (0, 10):
        _fill(make.agreement(), rows)
        counts.append(len(database.queries_of(admin_client.get, list_url(AgreementClaim))))

    assert counts[0] == counts[1]


# Citing rows


def test_a_citation_creates_a_supporting_claim_for_a_saved_row(admin_client):
    agreement = make.agreement()
    party = make.party(agreement, make.actor())
    wire = make.source("wire")
    page = AdminPage(admin_client, agreement)
    page.fill("parties-0", cite_source=wire, cite_locator="p. 3")

    assert page.save() == []

    made = party.claims.get()
    assert (made.source, made.locator) == (wire, "p. 3")
    assert (made.verdict, made.agreement) == ("supports", None)


def test_the_same_citation_twice_is_one_claim(admin_client):
    agreement = make.agreement()
    clause = make.clause(agreement)
    wire = make.source("wire")
    make.claim(clause, wire, locator="L23")
    page = AdminPage(admin_client, agreement)
    page.fill("clauses-0", cite_source=wire, cite_locator="L23")

    assert page.save() == []

    assert clause.claims.count() == 1


def test_cites_a_source_for_a_link(admin_client):
    agreement, other, wire = make.agreement(), make.agreement(), make.source()
    page = AdminPage(admin_client, agreement)
    page.add("links_out", kind="counters", target=other, cite_source=wire)

    assert page.save() == []

    assert AgreementLink.objects.get().claims.get().source == wire


def test_refuses_a_place_without_a_source(admin_client):
    agreement = make.agreement()
    make.clause(agreement)
    page = AdminPage(admin_client, agreement)
    page.fill("clauses-0", cite_locator="L23")

    assert page.save() == ["Choose the source that this place is in."]


def test_shows_the_number_of_claims_of_each_row(admin_client):
    agreement = make.agreement()
    clause = make.clause(agreement)
    make.claim(clause)
    make.claim(clause)

    clauses = AdminPage(admin_client, agreement).formsets["clauses"]

    assert clauses.forms[0].instance.claim_count == 2


def test_cites_nothing_without_permission_to_add_claims(client):
    agreement = make.agreement()
    clause = make.clause(agreement)
    wire = make.source()
    may = ("change_agreement", "view_agreement", "change_clause", "view_clause")
    page = AdminPage(member_of_staff(client, *(f"agreements.{verb}" for verb in may)), agreement)
    assert "clauses-0-cite_source" not in page.data
    page.data |= {"clauses-0-cite_source": wire.pk, "clauses-0-heading": "Renamed"}

    assert page.save() == []

    clause.refresh_from_db()
    assert (clause.heading, clause.claims.count()) == ("Renamed", 0)


# Claims


def test_lists_the_claims_of_the_agreement_and_of_all_its_rows(admin_client):
    agreement, other = make.agreement("tirana"), make.agreement()
    party = make.party(agreement, make.actor("albania"))
    clause = make.clause(agreement)
    link = make.agreement_link(agreement, "similar_to", other)
    made = [make.claim(row) for row in (agreement, party, clause, link)]
    make.claim(other)
    make.claim(make.clause(other))

    claims = AdminPage(admin_client, agreement).formsets["claims"]

    assert [form.instance for form in claims.initial_forms] == made
    assert [form["about"].field.choices[0][1] for form in claims.initial_forms] == [
        "This agreement",
        "Party: Albania – Party",
        "Clause: 1. Clause 1",
        "Link: Tirana similar to " + other.title,
    ]


def test_keeps_claims_with_their_rows_on_save(admin_client):
    agreement = make.agreement()
    kept = make.claim(make.clause(agreement))
    other = make.claim(agreement)
    page = AdminPage(admin_client, agreement)
    page.fill("claims-0", locator="L9")

    assert page.save() == []

    assert database.stored(kept, "about", "locator", "agreement") == ("clause", "L9", None)
    assert database.stored(other, "about") == "agreement"


def test_adds_a_claim_about_a_row(admin_client):
    agreement = make.agreement()
    clause = make.clause(agreement)
    page = AdminPage(admin_client, agreement)
    other = {"verdict": "contradicts", "field": "commitment", "asserted_value": "defence"}
    page.add("claims", about=f"clause:{clause.pk}", source=make.source(), **other)

    assert page.save() == []

    made = clause.claims.get()
    assert (made.verdict, made.agreement) == ("contradicts", None)


def test_refuses_a_claim_about_a_row_of_another_agreement(admin_client):
    agreement, foreign = make.agreement(), make.clause(make.agreement())
    page = AdminPage(admin_client, agreement)
    page.add("claims", about=f"clause:{foreign.pk}", source=make.source())

    [error] = page.save()

    assert "is not one of the available choices" in error
    assert not AgreementClaim.objects.exists()


def test_lists_the_fields_that_a_claim_can_be_about(admin_client):
    agreement = make.agreement()
    party = make.party(agreement, make.actor())
    page = AdminPage(admin_client, agreement)
    page.add("claims", about=f"party:{party.pk}", source=make.source(), field="colour")

    [error] = page.save()

    assert "colour is not one of the available choices" in error


def test_a_claim_chooses_its_field_by_the_labels_of_the_form_and_stores_the_column(admin_client):
    agreement = make.agreement()
    action = make.action(make.party(agreement, make.actor(), status=""))
    page = AdminPage(admin_client, agreement)
    groups = dict(page.formsets["claims"].empty_form.fields["field"].choices)
    page.add("claims", source=make.source(), field="signed_on")
    page.add("claims", source=make.source(), field="happened_on", about=f"action:{action.pk}")

    assert page.save() == []

    of_agreement, of_action = dict(groups["Agreement"]), dict(groups["Action"])
    assert (of_agreement["signed_on"], of_agreement["short_title"]) == ("Signed", "Short title")
    dates = of_action["happened_on"], of_action["happened_precision"]
    assert dates == ("Date", "Date: how exact")
    assert of_action["representatives"] == "Representatives"
    claims = AgreementClaim.objects.order_by("pk")
    assert [claim.field for claim in claims] == ["signed_on", "happened_on"]
    saved = AdminPage(admin_client, agreement).formsets["claims"].forms[1].fields["field"]
    assert ("happened_on", "Date") in saved.choices
    assert "signed_on" not in dict(saved.choices)


def test_refuses_a_field_of_another_row_and_names_it_by_its_label(admin_client):
    agreement = make.agreement()
    party = make.party(agreement, make.actor())
    page = AdminPage(admin_client, agreement)
    page.add("claims", about=f"party:{party.pk}", source=make.source(), field="signed_on")

    assert page.save() == ["A claim about this party cannot be about its field “Signed”."]


def test_those_who_only_read_see_the_label_of_the_field_of_a_claim(client):
    agreement = make.publish(make.agreement())
    make.claim(agreement, field="signed_on")
    staff = member_of_staff(client, "agreements.view_agreement", "agreements.view_agreementclaim")

    shown = [staff.get(url_of(agreement)), staff.get(list_url(AgreementClaim))]

    for html in (answer.content.decode() for answer in shown):
        assert "Signed" in html
        assert "signed_on" not in html


@cases(
    "field, value, error",
    ("verdict", "contradicts", "A contradicting claim names the field and"),
    ("credibility", 1, "Credibility 1 (confirmed by independent sources) needs supporting"),
)
def test_refuses_a_claim_that_breaks_a_rule(admin_client, field, value, error):
    page = AdminPage(admin_client, make.agreement())
    page.add("claims", source=make.source(), **{field: value})

    [told] = page.save()

    assert told.startswith(error)
    assert not AgreementClaim.objects.exists()


def test_refuses_a_duplicate_claim_and_keeps_the_input(admin_client):
    agreement, wire = make.agreement(), make.source()
    page = AdminPage(admin_client, agreement)
    page.add("claims", source=wire, quote="once")
    page.add("claims", source=wire, quote="twice")

    assert page.save() == ["This source makes this claim about this row already."]

    assert not AgreementClaim.objects.exists()
    formset = page.response.context["inline_admin_formsets"][-1].formset
    assert [form["quote"].value() for form in formset.extra_forms] == ["once", "twice"]


# Rows


def test_gives_a_clause_without_a_number_the_next_one(admin_client):
    agreement = make.agreement()
    make.clause(agreement, 4)
    page = AdminPage(admin_client, agreement)
    page.add("clauses", heading="First added")
    page.add("clauses", heading="Numbered", number=9)
    page.add("clauses", heading="Last added")

    assert page.save() == []

    headings = {4: "Clause 4", 9: "Numbered", 10: "First added", 11: "Last added"}
    assert list(agreement.clauses.values_list("number", "heading")) == list(headings.items())


def test_refuses_a_duplicate_party(admin_client):
    agreement, albania = make.agreement(), make.actor("albania")
    make.party(agreement, albania)
    page = AdminPage(admin_client, agreement)
    page.add("parties", actor=albania, action="signed")

    assert page.save()
    assert AgreementParty.objects.count() == 1


@cases(
    "text, error",
    ("18 3 2025", "is not a supported date"),
    ("2025-02-30", "There is no such day: 2025-02 has 28 days."),
    ("2025-03/2025-04", "is an interval; enter a single date"),
)
def test_explains_an_invalid_date_and_keeps_it_in_the_form(admin_client, text, error):
    page = AdminPage(admin_client, make.agreement())
    page.fill(signed=text)

    [told] = page.save()

    assert text in told and error in told
    assert page.response.context["adminform"].form["signed"].value() == text


def test_refuses_a_date_that_breaks_a_rule_of_the_agreement(admin_client):
    page = AdminPage(admin_client, make.agreement())
    page.fill(status="negotiating", title="")

    # With the other errors of the form, not after they are mended.
    assert set(page.save()) == {
        "This field is required.",
        "An agreement with a day of signature is at least signed.",
    }
    page.fill(signed="", title="Talks")
    assert page.save() == []


def test_shows_the_whole_record_to_read_only_users(client):
    agreement = make.agreement(signed_on="2025-03")
    make.party(agreement, make.actor(), status_on="2025-33")
    make.claim(make.clause(agreement), locator="L23")
    models = ("agreement", "agreementparty", "clause", "agreementclaim")
    reader = member_of_staff(client, *(f"agreements.view_{model}" for model in models))

    response = reader.get(f"/admin/agreements/agreement/{agreement.pk}/change/")

    page = response.content.decode()
    for text in ("2025-03", "Signature 2025-33", "L23", "clause"):
        assert f'<div class="readonly">{text}</div>' in page


@cases("key", "999999999", "9" * 5000, "²", "albania", "\x00")
def test_refuses_an_unknown_actor(admin_client, key):
    page = AdminPage(admin_client, make.agreement())
    page.add("parties", action="signed", actor=key)

    [error] = page.save()

    assert "Select a valid choice" in error


@cases("number", "0", "40000", "9" * 5000, "²", "-1")
def test_refuses_an_impossible_clause_number(admin_client, number):
    page = AdminPage(admin_client, make.agreement())
    page.add("clauses", heading="Impossible", number=number)
    page.add("clauses", heading="Next")

    assert page.save()
    assert not Clause.objects.exists()


def test_deletes_a_clause_with_its_claims(admin_client):
    agreement = make.agreement()
    make.claim(agreement)
    make.claim(make.clause(agreement))
    page = AdminPage(admin_client, agreement)
    page.data["clauses-0-DELETE"] = "on"

    assert page.save() == []

    assert not Clause.objects.exists()
    assert AgreementClaim.objects.get().about == "agreement"


def _fill(agreement, rows):
    topics = [make.topic("hyb.cyber"), make.topic("int.exercises")]
    source = make.source()
    for number in range(1, rows + 1):
        clause = make.clause(agreement, number, topics=topics)
        clause.concerns.add(make.actor())
        party = make.party(agreement, make.actor(), signatory=make.actor(kind="person"))
        link = make.agreement_link(agreement, "similar_to", make.agreement())
        for row in (agreement, clause, party, link):
            make.claim(row, source, locator=f"L{number}")
