"""The summary of errors above a form names each error with its place and leads to an element of the page."""

from actors.models import Actor
from curation.templatetags.error_summary import MAX_ERRORS_LISTED
from tests import make
from tests.admin_page import AdminPage


def summary_of(page: AdminPage) -> list[tuple[str, str]]:
    """Place and target of each error that the summary lists."""
    listed = page.response.context["summary"].listed
    return [(error.place, error.target) for error in listed]


def test_lists_the_errors_of_fields_and_rows_with_elements_of_the_page(admin_client):
    agreement = make.agreement("tirana")
    make.party(agreement, make.actor("albania"))
    page = AdminPage(admin_client, agreement)
    page.fill(title="", signed="someday")
    page.fill("parties-0", date="18.3.25")
    page.add("claims", verdict="contradicts")

    page.save()

    places = summary_of(page)
    assert places == [
        ("Title", "id_title"),
        ("Signed", "id_signed"),
        ("Party “Albania – Party”, Date", "id_parties-0-date"),
        ("Claim #1, Source", "id_claims-0-source"),
        ("Claim #1", "claims-0"),
    ]
    html = page.response.content.decode()
    assert [target for _, target in places if f'id="{target}"' not in html] == []
    assert "Nothing is saved yet: there are 5 errors." in html
    assert "Please correct the error" not in html


def test_an_unsent_form_has_no_summary(admin_client):
    page = AdminPage(admin_client, Actor, rendered=True)

    assert 'id="error-summary"' not in page.response.content.decode()


def test_counts_the_errors_that_it_does_not_list(admin_client):
    page = AdminPage(admin_client, make.agreement("tirana"))
    for _ in range(MAX_ERRORS_LISTED + 2):
        page.add("parties", action="signed")

    page.save()

    assert len(summary_of(page)) == MAX_ERRORS_LISTED
    assert "2 more errors are marked in the form." in page.response.content.decode()


def test_leaves_out_rows_that_are_deleted(admin_client):
    agreement = make.agreement("tirana")
    make.clause(agreement, 1)
    page = AdminPage(admin_client, agreement)
    page.fill(title="")
    page.fill("clauses-0", number="x")
    page.data["clauses-0-DELETE"] = "on"

    page.save()

    assert summary_of(page) == [("Title", "id_title")]
