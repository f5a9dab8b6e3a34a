"""Quotes of claims are found in each text of their source; people decide on those that are uncertain."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client

from evidence.anchors import anchors_to_decide, cited_span, find_anchors
from evidence.models import ClaimAnchor, SnapshotText
from sources.models import Source
from tests import cases, database, make
from tests.accounts.people import make_person

QUEUE = "/admin/evidence/claimanchor/"
OLD = (
    "The president spoke in Belgrade on Tuesday about the new alliance of its neighbours.\n"
    "Serbia does not object to 12 exercises near its border, he said to reporters.\nThe end of it."
)
QUOTE = "object to 12 exercises near its border"


def quoted(quote: str = QUOTE, **overrides: Any) -> tuple[Source, Any]:
    """A source, and a claim that quotes it."""
    source = make.source()
    return source, make.claim(make.event("speech"), source, quote=quote, **overrides)


def added(source: Source, text: str) -> SnapshotText:
    """A further text of a source, in which its quotes were searched."""
    found = make.snapshot(source, text).texts.get()
    find_anchors(source)
    return found


def words_at(anchor: ClaimAnchor) -> str | None:
    if anchor.start is None:
        return None
    return anchor.text.text[anchor.start : anchor.start + (anchor.length or 0)]


@cases(
    "text, state, words",
    (f"A new first line.\n{OLD}", "exact", QUOTE),
    (OLD.replace("does not object", "does object"), "changed", QUOTE),
    (OLD.replace("12", "13"), "changed", QUOTE.replace("12", "13")),
    (f"{OLD}\n{OLD}", "ambiguous", None),
    ("The page has been removed.", "lost", None),
    ids=lambda value: str(value)[-25:],
)
def test_finds_a_quote_again_in_a_newer_text(text: str, state: str, words: str | None) -> None:
    source, claim = quoted()
    added(source, OLD)

    newer = added(source, text)

    first, last = ClaimAnchor.objects.filter(claim=claim.public_id).order_by("pk")
    assert (first.state, words_at(first)) == ("exact", QUOTE)
    assert (last.text, last.searched_from) == (newer, first)
    assert (last.state, words_at(last)) == (state, words)


@cases(
    "quote, locator, state",
    ("signed the declaration", "L1", "exact"),
    ("signed the declaration", "L1-2", "ambiguous"),
    ("signed the declaration", "", "ambiguous"),
    ("“The ministers signed …”", "", "exact"),
    ("The ministers seined the declaration", "", "lost"),
    ("recognised by all of them", "", "lost"),
    ("…", "", "lost"),
)
def test_places_a_quote_that_no_older_text_has(quote: str, locator: str, state: str) -> None:
    source, _claim = quoted(quote, locator=locator)

    added(
        source,
        "The ministers signed the declaration.\nThey signed the declaration twice, unrecognised by all of them.",
    )

    assert [each.state for each in ClaimAnchor.objects.all()] == [state]


@cases(
    "locator, span",
    ("L2", (4, 8)),
    ("L1-2", (0, 8)),
    ("L2–L3", (4, 12)),
    ("p. 2", (4, 12)),
    ("pp. 1-2", (0, 12)),
    ("L4", None),
    ("L0", None),
    ("L3-2", None),
    ("p. 3", None),
    ("Article 3", None),
)
def test_knows_which_lines_and_pages_a_locator_names(
    locator: str, span: tuple[int, int] | None
) -> None:
    assert cited_span("one\ntwo\nthr", [0, 4], locator) == span


def test_searches_each_quote_once_and_what_was_cited_since() -> None:
    source, claim = quoted()
    text = added(source, OLD)

    assert find_anchors(source) == 0
    make.claim(make.actor(), source, quote="spoke in Belgrade")
    type(claim).objects.filter(pk=claim.pk).update(quote="Serbia does not object")
    assert find_anchors(source) == 2
    assert {words_at(each) for each in text.anchors.all()} == {
        QUOTE,
        "spoke in Belgrade",
        "Serbia does not object",
    }


def test_searches_from_what_a_person_decided() -> None:
    source, _claim = quoted()
    added(source, OLD)
    changed = OLD.replace("12", "13")
    added(source, changed)
    ClaimAnchor.objects.filter(state="changed").update(
        decision="kept", decided_by=make.submitter(), decided_at="2025-03-18T00:00Z"
    )

    added(source, f"{changed}\nMore.")

    assert ClaimAnchor.objects.latest("pk").state == "exact"


def test_lists_what_needs_a_person_in_the_newest_text_only() -> None:
    source, claim = quoted()
    for text in (OLD, OLD.replace("12", "13"), OLD.replace("12", "14")):
        added(source, text)

    assert [words_at(each) for each in anchors_to_decide()] == [QUOTE.replace("12", "14")]
    type(claim).objects.filter(pk=claim.pk).update(quote="")
    assert not anchors_to_decide()


@cases("choice, decision", ("kept", "kept"), ("absent", "absent"))
def test_takes_a_decision_with_one_click(admin_client: Client, choice: str, decision: str) -> None:
    source, _claim = quoted()
    added(source, OLD)
    added(source, OLD.replace("12", "13"))
    anchor = anchors_to_decide().get()

    page = admin_client.get(QUEUE).content.decode()
    answer = admin_client.post(
        f"{QUEUE}{anchor.pk}/resolve/", {"choice": choice, "next": "?p=1"}, follow=True
    )

    assert "<ins>13</ins>" in page
    assert answer.redirect_chain == [(f"{QUEUE}?p=1", 302)]
    assert "Every quote was found" in answer.content.decode()
    anchor.refresh_from_db()
    assert (anchor.decision, anchor.decided_by) == (decision, answer.context["user"])
    assert LogEntry.objects.get(object_id=str(anchor.pk)).change_message


def test_takes_the_place_that_a_person_chooses(admin_client: Client) -> None:
    source, _claim = quoted("The ministers seined the declaration")
    added(source, "In Tirana the ministers signed it. The ministers signed the declaration again.")
    anchor = anchors_to_decide().get()

    admin_client.post(f"{QUEUE}{anchor.pk}/resolve/", {"choice": "0"})

    anchor.refresh_from_db()
    assert anchor.decision == "chosen"
    assert "signed the declaration" in (words_at(anchor) or "")


@cases("choice", "", "7", "kept", "-1", "chosen")
def test_refuses_a_choice_that_is_none(admin_client: Client, choice: str) -> None:
    source, _claim = quoted()
    added(source, "The page has been removed.")
    anchor = anchors_to_decide().get()

    answer = admin_client.post(f"{QUEUE}{anchor.pk}/resolve/", {"choice": choice}, follow=True)

    assert "Nothing was decided" in answer.content.decode()
    assert anchors_to_decide().get() == anchor


def test_decides_once() -> None:
    source, _claim = quoted()
    added(source, "The page has been removed.")
    ClaimAnchor.objects.update(
        decision="absent", decided_by=make.submitter(), decided_at="2025-03-18T00:00Z"
    )

    for statement in (
        "UPDATE evidence_claimanchor SET decision = 'kept'",
        "UPDATE evidence_claimanchor SET quote = 'other'",
    ):
        with pytest.raises(IntegrityError, match="stays as it was"), transaction.atomic():
            database.execute(statement)


@cases("role", "viewer", "importer")
def test_hides_the_queue_from_roles_without_the_right(client: Client, role: str) -> None:
    source, _claim = quoted()
    added(source, "The page has been removed.")
    client.force_login(make_person("ana", role))

    assert client.get(QUEUE).status_code == 403
    assert "was not found for sure" not in client.get("/admin/").content.decode()


def test_says_on_the_front_page_how_many_quotes_need_a_person(admin_client: Client) -> None:
    source, _claim = quoted()
    added(source, "The page has been removed.")

    assert "1 quote was not found for sure" in admin_client.get("/admin/").content.decode()


def test_reports_what_became_of_quotes_when_a_file_is_attached(tmp_path: Path) -> None:
    source, _claim = quoted()
    make.claim(make.actor("serbia"), source, quote="spoke in Belgrade on Tuesday")
    reports = []
    for name, text in (("old", OLD), ("new", OLD.replace("does not", "does"))):
        path = tmp_path / f"{name}.txt"
        path.write_text(text, encoding="utf-8")
        said = StringIO()
        call_command("attach_snapshot", source.slug, str(path), stdout=said)
        reports.append(said.getvalue())

    assert "Quotes of the source: 2. stands there: 2" in reports[0]
    assert "changed: 1, stands there: 1" in reports[1]
    assert f"  changed, L2: “{QUOTE}” (not → does), event speech" in reports[1]
