"""The page of a snapshot says where the quotes of its source stand, and what became of them in a newer text."""

import re

from django.test import Client

from evidence.anchors import find_anchors
from evidence.quotes import located_quotes
from sources.models import Source
from tests import cases, make

OLD = (
    "The president spoke in Belgrade on Tuesday.\n"
    "Serbia does not object to 12 exercises near its border, he said.\nThe end."
)


def located(source: Source, text: str) -> list[tuple[str, int | None, tuple[str, ...]]]:
    snapshot = make.snapshot(source, text)
    find_anchors(source)
    return [
        (str(each.label), each.line, each.changed_words)
        for each in located_quotes(snapshot.texts.get())
    ]


@cases(
    "text, found",
    (OLD, ("stands there", 2, ())),
    (f"New first line.\n{OLD}", ("stands there", 3, ())),
    (OLD.replace("does not", "does"), ("changed", 2, ("not → does",))),
    (OLD.replace("12", "13"), ("changed", 2, ("12 → 13",))),
    (f"{OLD}\n{OLD}", ("could be at several places", None, ())),
    ("The page has been removed.", ("not found", None, ())),
    ids=lambda value: str(value)[-30:],
)
def test_says_where_a_quote_stands_in_a_newer_text(text: str, found: tuple) -> None:
    source = make.source()
    make.claim(make.event(), source, quote="object to 12 exercises near its border")
    make.snapshot(source, OLD)

    assert located(source, text + " ") == [found]


def test_shows_the_quotes_with_their_records_and_lines(admin_client: Client) -> None:
    source, event = make.source(), make.event("speech")
    make.claim(make.participation(event, make.actor()), source, quote="near its border, he said")
    snapshot = make.snapshot(source, OLD)
    find_anchors(source)

    page = admin_client.get(
        f"/admin/evidence/sourcesnapshot/{snapshot.pk}/change/"
    ).content.decode()

    assert re.search(r'href="\?p=1#L2">L2</a> <strong>stands there</strong>', page)
    assert f"/admin/events/event/{event.pk}/change/" in page
