"""Forms read days of the calendar, and say of other texts what is wrong and what to type."""

import datetime as dt

from curation.editing.typed_dates import edtf_of, hint_about
from tests import cases, database, make
from tests.admin_page import AdminPage
from tests.date_grammar import ACCEPTED, HINTED, TYPED


@cases("text", *TYPED)
def test_reads_a_day_of_the_calendar_as_edtf(text: str) -> None:
    assert edtf_of(text) == TYPED[text]


@cases("text", *ACCEPTED)
def test_leaves_edtf_as_it_is(text: str) -> None:
    assert edtf_of(text) == text


@cases("text", *HINTED)
def test_says_what_is_wrong_with_a_text(text: str) -> None:
    assert hint_about(text, "window") == HINTED[text]


@cases("text", "18.03.2025", "18 March 2025")
def test_a_form_stores_a_typed_day(admin_client, text: str) -> None:
    source = make.source(published_on=None, review_status="draft")
    page = AdminPage(admin_client, source)
    page.fill(published=text, accessed_on=text)

    assert page.save() == []

    stored = database.stored(source, "published_on", "published_precision", "accessed_on")
    assert stored == (dt.date(2025, 3, 18), "day", dt.date(2025, 3, 18))


@cases(
    "field, text, error",
    (
        "published",
        "31.02.2025",
        "There is no such day: 2025-02 has 28 days. "
        "Type an earlier day, or 2025-02 if you do not know it.",
    ),
    ("published", "March 2025", "Not in this form: type 2025-03."),
    ("published", "18.03.2025/01.04.2025", "is an interval; enter a single date."),
    ("accessed_on", "2025-02-31", "There is no such day: 2025-02 has 28 days."),
    ("accessed_on", "2025-03", "Only an exact day fits here: type it as 2025-03-18,"),
    ("accessed_on", "03/04/2025", "A slash separates the two ends of a period."),
)
def test_a_form_says_what_to_type(admin_client, field: str, text: str, error: str) -> None:
    page = AdminPage(admin_client, make.source(review_status="draft"))
    page.fill(**{field: text})

    [told] = page.save()

    assert error in told


def test_the_same_day_in_another_form_is_no_change(admin_client) -> None:
    agreement = make.agreement(signed_on="2025-03-18")
    version = agreement.version
    page = AdminPage(admin_client, agreement)
    page.fill(signed="18.03.2025")

    assert page.save() == []

    assert database.stored(agreement, "version") == version
