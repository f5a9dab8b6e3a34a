"""The admin page of a source."""

import datetime as dt

from sources.models import Source
from sources.triggers import ORIGIN_MESSAGE
from tests import database, make
from tests.admin_page import AdminPage, list_url
from tests.curation.test_admin import UNCONFIRMED


def test_creates_a_source(admin_client):
    page = AdminPage(admin_client, Source)
    page.fill(title="Joint Declaration", slug="joint-declaration", kind="official")
    page.fill(published="2025-03-18")

    assert page.save() == []

    source = Source.objects.get()
    assert (source.published_on, source.published_precision) == (dt.date(2025, 3, 18), "day")


def test_finds_a_source_regardless_of_case_and_diacritics(admin_client):
    source = make.source(title="Zajednička izjava")
    make.source()

    found = admin_client.get(list_url(Source), {"q": "ZAJEDNICKA"}).context["cl"].result_list

    assert list(found) == [source]


def test_refuses_a_new_publisher_that_undoes_a_confirmation(admin_client):
    agreement = make.agreement()
    one, other = make.source(publisher="One"), make.source(publisher="Other")
    make.claim(agreement, one)
    make.claim(agreement, other)
    agreement.claims.filter(source=one).update(credibility=1)
    page = AdminPage(admin_client, other)
    page.fill(publisher="one")

    assert page.save() == [UNCONFIRMED]
    assert database.stored(other, "publisher") == "Other"


def test_refuses_a_source_that_relies_on_one_that_relies_on_another(admin_client):
    agency = make.source()
    wire = make.source(relies_on=agency)
    paper = make.source(review_status="draft")

    def saved(origin: Source) -> list[str]:
        page = AdminPage(admin_client, paper)
        page.fill(relies_on=origin.pk)
        return page.save()

    assert saved(wire) == [ORIGIN_MESSAGE]
    assert saved(paper) == ["A source cannot rely on itself."]
    assert saved(agency) == []


def test_counts_sources_and_origins_of_a_row_that_several_support(admin_client):
    agency, clause = make.source(), make.clause(make.agreement())
    make.claim(clause, agency)
    make.claim(clause, make.source(relies_on=agency))
    make.claim(clause, make.source(), verdict="mentions")

    page = admin_client.get(f"/admin/agreements/agreement/{clause.agreement_id}/change/")

    assert "3 (2 sources, 1 origin)" in page.content.decode()
