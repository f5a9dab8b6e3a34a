"""The script in forms reads dates as the server does, and says the same about other texts."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from playwright.sync_api import Browser, Page

from curation.editing.typed_dates import HINTS, edtf_of, hint_about
from records.dates import UNDATED, parse_date, parse_window
from tests import cases, make
from tests.admin_page import url_of
from tests.browser.test_pages import violations
from tests.date_grammar import ACCEPTED, HINTED, REFUSED, TYPED, generated_texts, typed_texts

SCRIPT = Path(settings.BASE_DIR, "curation/static/curation/dates.js")
PRECISIONS = ("day", "month", "quarter", "season", "year", "decade", "century")
# What the script says, by the code of the server’s refusal, if there is no hint
REFUSALS = {"form": "unread", "calendar": "unread", "doubt": "unread"}
REFUSALS |= {"reversed": "reversed", "interval": "single"}
WORDS = {*PRECISIONS, *REFUSALS.values(), "open"}
# Types each text into the field and returns what the script says about it
TYPE_ALL = """texts => texts.map(text => {
    const field = document.getElementById("field");
    field.value = text;
    field.dispatchEvent(new Event("input", {bubbles: true}));
    return document.getElementById("field-read").textContent;
})"""
LEAVE_ALL = """texts => texts.map(text => {
    const field = document.getElementById("field");
    field.value = text;
    field.dispatchEvent(new Event("change", {bubbles: true}));
    return field.value;
})"""


def blank_page(browser: Browser, kind: str) -> Page:
    """A page with a date and the script; its words are their own names."""
    words = [f'data-{word}="{word}"' for word in WORDS]
    words += [f'data-hint-{c.replace("_", "-")}="{c} %(example)s %(number)s"' for c in HINTS]
    page = browser.new_page()
    page.set_content(
        f'<div id="page-words" {" ".join(words)}></div><input id="field" data-edtf="{kind}">'
    )
    page.add_script_tag(path=SCRIPT)
    return page


def said_by_server(text: str, kind: str) -> str:
    """What the script must say of a text, by what the server makes of it."""
    parse: Any = parse_window if kind == "window" else parse_date
    try:
        parse(edtf_of(text))
        window = parse_window(edtf_of(text))
    except ValidationError as refused:
        hint = hint_about(text, kind)
        return REFUSALS[refused.code or ""] if hint.code not in HINTS else " ".join(hint)
    if window == UNDATED:
        return ""
    first, precision = window.date_from, window.precision
    if first is None:
        first = parse_window(edtf_of(text).strip("[./]")).date_from
    assert first is not None
    if kind == "day" and precision != "day":
        return "exact %(example)s %(number)s"
    number = {"month": first.month, "quarter": (first.month + 2) // 3}.get(precision)
    name = f"{number} {precision} {first.year}" if number else precision.replace("range", "day")
    name = f"season {first.year}" if precision == "season" else name
    return f"{name}: {window.date_from or 'open'} – {window.date_to or 'open'}"


@cases("kind", "window", "date", "day")
def test_says_of_every_text_what_the_server_makes_of_it(browser: Browser, kind: str) -> None:
    texts = [*ACCEPTED, *REFUSED, *TYPED, *HINTED, *generated_texts(), *typed_texts()]
    page = blank_page(browser, kind)

    said = page.evaluate(TYPE_ALL, texts)
    page.close()

    expected = {text: said_by_server(text, kind) for text in texts}
    assert dict(zip(texts, said, strict=True)) == expected


def test_writes_a_typed_day_as_edtf_when_the_field_is_left(browser: Browser) -> None:
    page = blank_page(browser, "window")

    written = page.evaluate(LEAVE_ALL, [*TYPED])
    page.close()

    assert dict(zip(TYPED, written, strict=True)) == TYPED


def test_says_in_a_form_what_to_type(desk: Page) -> None:
    desk.goto(url_of(make.source("wire", review_status="draft")))
    said = desk.locator("#id_published-read")

    desk.fill("#id_published", "31.02.2025")
    assert "There is no such day: 2025-02 has 28 days." in said.inner_text()
    desk.fill("#id_published", "spring 2025")
    assert "type 2025-21" in said.inner_text()
    desk.fill("#id_accessed_on", "March 2025")
    assert "Only an exact day" in desk.inner_text("#id_accessed_on-read") or (
        "type 2025-03" in desk.inner_text("#id_accessed_on-read")
    )
    desk.fill("#id_accessed_on", "1.4.2025")
    desk.fill("#id_published", "18 March 2025")
    desk.keyboard.press("Tab")
    assert desk.input_value("#id_published") == "2025-03-18"
    assert violations(desk) == []
    desk.click("[name=_continue]")
    desk.wait_for_selector(".success")

    assert desk.input_value("#id_accessed_on") == "2025-04-01"
