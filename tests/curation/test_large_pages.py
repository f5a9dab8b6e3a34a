"""The page of a record takes the same number of queries for any number of rows."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.plugins.otp_totp.models import TOTPDevice

from agreements.models import Agreement
from curation.editing.paging import FORM_ROWS_PER_PAGE
from events.models import Event
from tests import cases, make
from tests.accounts.people import make_person
from tests.admin_page import AdminPage, url_of
from tests.large import make_large_agreement, make_large_event

MOST_QUERIES, MOST_BYTES = 12, 400 * 1024


@pytest.fixture
def desk(client: Client, settings: Any) -> Client:
    """A curator as on a real site."""
    settings.SECOND_FACTOR = True
    ana = make_person("ana", "curator")
    client.force_login(ana)
    session = client.session
    session[DEVICE_ID_SESSION_KEY] = TOTPDevice.objects.create(user=ana).persistent_id
    session.save()
    client.get("/admin/")
    return client


def opened(client: Client, record: Any) -> tuple[list[str], int]:
    """What opening a page asks of the database, and the length of the page."""
    with CaptureQueriesContext(connection) as queries:
        page = client.get(url_of(record))
        asked = [query["sql"] for query in queries]
    assert page.status_code == 200
    return asked, len(page.content)


@pytest.mark.slow
@cases("build", make_large_agreement, make_large_event)
def test_opens_100_and_500_rows_as_one(desk: Client, build: Callable[..., Agreement | Event]):
    small, large = build(1, 1, slug="small"), build(100, 500, slug="large")
    opened(desk, small)

    (few, _), (many, length) = (opened(desk, record) for record in (small, large))

    assert len(few) == len(many) <= MOST_QUERIES, "\n".join(many)
    assert length <= MOST_BYTES, length // 1024


def test_opens_in_as_few_queries_with_links_and_proposals(desk: Client):
    draft, public = make_large_agreement(1, 1), make.publish(make.agreement(), make.agreement())
    make.agreement_link(draft, "cites", public)
    make.proposal(public, make_person("ben", "curator"))
    opened(desk, draft)

    assert len(opened(desk, draft)[0]) <= MOST_QUERIES
    assert len(opened(desk, public)[0]) <= MOST_QUERIES


def test_claims_can_be_about_the_rows_on_the_page(desk: Client):
    agreement = make_large_agreement(1, FORM_ROWS_PER_PAGE + 1)
    last = agreement.clauses.get(number=FORM_ROWS_PER_PAGE + 1)

    page = AdminPage(desk, agreement)
    offered = [key for key, _ in page.formsets["claims"].empty_form.fields["about"].choices]
    page.url += "?clauses=2"
    further = desk.get(page.url).context["inline_admin_formsets"][-1].formset.empty_form

    assert len(offered) == 1 + 2 + FORM_ROWS_PER_PAGE
    assert f"clause:{last.pk}" not in offered
    assert f"clause:{last.pk}" in dict(further.fields["about"].choices)
