"""No agreement implements, amends or supersedes one that does so to it, on every way in."""

from importlib import import_module

from django.test import Client

from agreements.models import Agreement, AgreementLink
from curation.models import Merge
from tests import database, make
from tests.admin_page import AdminPage
from tests.curation.test_merge_pages import merge_url, shown
from tests.imports.files import fault_texts, import_text

CIRCLE = "An agreement cannot implement, amend or supersede one that implements, amends or supersedes it."


def chain() -> list[Agreement]:
    """Three agreements, of which the second amends the first, and the third replaces the second."""
    agreements = [make.agreement(slug) for slug in ("first", "second", "third")]
    first, second, third = agreements
    make.agreement_link(second, "amends", first)
    make.agreement_link(third, "supersedes", second)
    database.settle()
    return agreements


def test_a_form_that_closes_a_circle_is_refused(admin_client: Client) -> None:
    first, _, third = chain()
    page = AdminPage(admin_client, first)
    page.add("links_out", kind="implements", target=third)

    assert page.save() == [CIRCLE]


def test_a_merge_that_closes_a_circle_is_refused(admin_client: Client) -> None:
    first, _, third = chain()
    seen = shown(admin_client, third, first)["seen"]

    answer = admin_client.post(merge_url(third), {"into": first.pk, "seen": seen})

    assert CIRCLE in answer.content.decode()
    assert not Merge.objects.exists()


def test_a_file_that_closes_a_circle_is_refused() -> None:
    chain()

    done = import_text("agreements_agreementlink", "source,kind,target\nfirst,implements,third")

    [text] = fault_texts(done)
    assert text.endswith(CIRCLE)
    assert AgreementLink.objects.count() == 2


def test_an_upgrade_opens_circles_by_their_last_link() -> None:
    first, _, third = chain()
    last = make.agreement_link(first, "amends", third)
    make.agreement_link(first, "cites", third)

    # Before the rule is checked at the end of the transaction
    migration = import_module("agreements.migrations.0008_links_without_cycles")
    database.execute(migration.BREAK_CYCLES)

    last.refresh_from_db()
    assert last.kind == "companion"
    assert AgreementLink.objects.filter(kind__in=("amends", "supersedes")).count() == 2
