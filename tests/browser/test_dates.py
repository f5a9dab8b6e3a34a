"""The script in forms reads dates as the server does."""

from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from playwright.sync_api import Browser

from records.dates import parse_window
from tests.date_grammar import ACCEPTED, REFUSED, generated_texts

SCRIPT = Path(settings.BASE_DIR, "curation/static/curation/dates.js")
PRECISIONS = ("day", "month", "quarter", "year", "decade")
# What the script says, by the code of the server's refusal
REFUSALS = {"form": "unread", "calendar": "unread", "mixed_precision": "uneven"}
REFUSALS["reversed"] = "reversed"
WORDS = {*PRECISIONS, *REFUSALS.values(), "single", "open"}
# Types each text into the field and returns what the script says about it
TYPE_ALL = """texts => texts.map(text => {
    const field = document.getElementById("field");
    field.value = text;
    field.dispatchEvent(new Event("input", {bubbles: true}));
    return document.getElementById("field-read").textContent;
})"""


def said_by_server(text: str) -> str:
    """What the script must say of a text, by what the server makes of it."""
    try:
        window = parse_window(text)
    except ValidationError as refused:
        return REFUSALS[refused.code or ""]
    if window.date_from is None:
        return ""
    first, precision = window.date_from, window.precision
    number = {"month": first.month, "quarter": (first.month + 2) // 3}.get(precision)
    name = f"{number} {precision} {first.year}" if number else precision.replace("range", "day")
    return f"{name}: {first} – {window.date_to or 'open'}"


def test_reads_every_text_as_the_server_does(browser: Browser) -> None:
    texts = [*ACCEPTED, *REFUSED, *generated_texts()]
    words = " ".join(f'data-{word}="{word}"' for word in WORDS)
    page = browser.new_page()
    page.set_content(f'<div id="page-words" {words}></div><input id="field" data-edtf="window">')
    page.add_script_tag(path=SCRIPT)

    said = page.evaluate(TYPE_ALL, texts)
    page.close()

    assert dict(zip(texts, said, strict=True)) == {text: said_by_server(text) for text in texts}
