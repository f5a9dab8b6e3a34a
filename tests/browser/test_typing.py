"""While typing: dates are read, shortcuts work, unsaved work is kept as a draft, rows have pages."""

from playwright.sync_api import Dialog, Page, expect

from agreements.models import Agreement, AgreementClaim
from curation.editing.paging import FORM_ROWS_PER_PAGE
from tests import cases, make
from tests.admin_page import url_of
from tests.large import make_large_agreement

HAS_DRAFT = "Object.keys(localStorage).some((key) => key.startsWith('draft:'))"


@cases(
    "field, text, said, wrong",
    ("date", "2025-03-18", "day: 2025-03-18 – 2025-03-18", False),
    ("date", "2025-02", "2 month 2025: 2025-02-01 – 2025-02-28", False),
    ("date", "2025-33", "1 quarter 2025: 2025-01-01 – 2025-03-31", False),
    ("date", "199X", "decade: 1990-01-01 – 1999-12-31", False),
    ("date", "2025-04/..", "4 month 2025: 2025-04-01 – open", False),
    (
        "date",
        "2025-02-30",
        "There is no such day: 2025-02 has 28 days. Type an earlier day, or 2025-02 if you do not know it.",
        True,
    ),
    ("date", "2025-04-01/2025-03-18", "The end is before the start.", True),
    ("date", "2025/2025-04", "year: 2025-01-01 – 2025-04-30", False),
)
def test_reads_a_date_while_it_is_typed(desk: Page, field: str, text: str, said: str, wrong: bool):
    desk.goto("/admin/events/event/add/")

    desk.locator(f"#id_{field}").press_sequentially(text)

    read = desk.locator(f"#id_{field}-read")
    expect(read).to_have_text(said)
    assert ("wrong" in (read.get_attribute("class") or "")) == wrong


def test_adds_a_row_and_saves_by_shortcut(desk: Page):
    agreement = make.agreement("tirana", title="Tirana")
    desk.goto(url_of(agreement))
    desk.locator("#clauses-group .add-row a").click()
    desk.locator("#id_clauses-0-heading").fill("First")

    desk.keyboard.press("Alt+Shift+KeyA")
    desk.locator("#id_clauses-1-heading").fill("Second")
    desk.keyboard.press("Control+s")

    expect(desk.locator(".success")).to_be_visible()
    headings = agreement.clauses.order_by("number").values_list("heading", flat=True)
    assert list(headings) == ["First", "Second"]


def test_warns_only_before_leaving_unsaved_work(desk: Page):
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    desk.on("dialog", stay)
    desk.goto(url_of(make.agreement("tirana")))
    desk.locator("h1").first.click()
    desk.goto(url_of(Agreement.objects.get()))
    assert asked == []
    desk.wait_for_timeout(1_000)
    assert not desk.evaluate(HAS_DRAFT)
    desk.locator("#id_summary").press_sequentially("Not saved")

    desk.locator("#site-name a").click()

    expect(desk.locator("#id_summary")).to_have_value("Not saved")
    assert asked == ["beforeunload"]
    desk.locator("[name=_continue]").click()
    expect(desk.locator(".success")).to_be_visible()
    assert asked == ["beforeunload"]


def test_keeps_a_draft_with_its_rows_until_it_is_saved(desk: Page):
    desk.on("dialog", lambda dialog: dialog.accept())
    address = url_of(make.agreement("tirana"))
    desk.goto(address)
    desk.locator("#clauses-group .add-row a").click()
    desk.locator("#id_clauses-0-heading").press_sequentially("Typed")
    desk.wait_for_function(f"() => {HAS_DRAFT}")

    desk.goto(address)
    desk.locator(".kept-draft button").first.click()
    expect(desk.locator("#id_clauses-0-heading")).to_have_value("Typed")
    desk.locator("[name=_continue]").click()
    expect(desk.locator(".success")).to_be_visible()

    desk.goto(address)
    expect(desk.locator("#id_clauses-0-heading")).to_have_value("Typed")
    assert desk.locator(".kept-draft").count() == 0


def test_stays_on_the_page_of_rows_and_cites_a_row(desk: Page):
    agreement = make_large_agreement(1, FORM_ROWS_PER_PAGE + 1)
    last = agreement.clauses.get(number=FORM_ROWS_PER_PAGE + 1)
    desk.goto(url_of(agreement))
    desk.locator("nav.row-pages a[href*='clauses=2']").click()
    expect(desk.locator("#id_clauses-0-number")).to_have_value(str(last.number))
    desk.locator("#id_clauses-0-heading").fill("On the second page")
    desk.locator("#claims-group .add-row a").click()
    row = desk.locator("#claims-group .inline-related.dynamic-claims").last
    row.locator("select[name$=-about]").select_option(f"clause:{last.pk}")
    row.locator("textarea[name$=-quote]").fill("As it says.")
    row.locator(".field-source .select2-selection").first.click()
    desk.keyboard.type("Text of")
    desk.wait_for_selector(".select2-results__option--highlighted >> text=Text of the agreement")
    desk.keyboard.press("Enter")

    desk.locator("[name=_continue]").click()

    expect(desk.locator(".success")).to_be_visible()
    assert "clauses=2" in desk.url
    expect(desk.locator("#id_clauses-0-heading")).to_have_value("On the second page")
    assert agreement.clauses.count() == FORM_ROWS_PER_PAGE + 1
    assert AgreementClaim.objects.filter(clause=last, quote="As it says.").exists()
