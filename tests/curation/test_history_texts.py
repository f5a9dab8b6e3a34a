"""The history names users, times, the rows of claims and their fields as people read them."""

import re

import pytest

from curation.review.transitions import transition
from tests import cases, make
from tests.accounts.people import make_person
from tests.curation.test_timeline import revision, timeline


def texts(client, record) -> dict[str, str]:
    """What the newest revision says each field is now."""
    return {field.label: field.new for field in timeline(client, record)[0].rows[0].fields}


@pytest.mark.usefixtures("strict_review")
def test_names_the_user_who_submitted_and_when(admin_client):
    agreement, ana = make.agreement("tirana"), make_person("ana", "curator")
    with revision(user=ana):
        transition(agreement, "in_review", user=ana)

    shown = texts(admin_client, agreement)

    assert shown["Submitted by"] == "ana"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", shown["Submitted at"])


@cases(
    "about, title",
    ("agreement", "Claim about this agreement: Wire L1"),
    ("party", "Claim about party “Albania – Party”: Wire L1"),
    ("action", "Claim about action “Kosovo – Signature 2025-03-18”: Wire L1"),
    ("clause", "Claim about clause “1. Defence”: Wire L1"),
)
def test_says_which_row_a_claim_is_about(admin_client, about, title):
    agreement, wire = make.agreement("tirana"), make.source("wire", title="Wire")
    rows = {
        "agreement": agreement,
        "party": make.party(agreement, make.actor("albania")),
        "action": make.party(agreement, make.actor("kosovo")).actions.get(),
        "clause": make.clause(agreement, 1, heading="Defence"),
    }
    with revision():
        make.claim(rows[about], wire, locator="L1")

    assert timeline(admin_client, agreement)[0].rows[0].title == title


def test_calls_the_field_of_a_claim_as_the_form_does(admin_client):
    agreement = make.agreement("tirana")
    with revision():
        make.claim(agreement, field="signed_on")

    assert texts(admin_client, agreement)["Field"] == "Signed"
