"""What people see of the quotes of a source: where each stands in a text, and what they have to decide."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from curation.admin_urls import admin_url
from curation.dashboard.blocks import Block
from curation.lists.work_queues import MAX_COUNTED
from curation.types import Text
from evidence.anchors import anchors_to_decide, claims_of, quoting_claims, record_of
from evidence.choices import AnchorDecision, AnchorState
from evidence.models import ClaimAnchor, SnapshotText
from evidence.pages import LINES_ON_PAGE

# Characters shown on either side of a passage
SHOWN_AROUND = 160


class LocatedQuote(NamedTuple):
    """A quote with its record, what became of it, its line, and the numbers and negations that changed."""

    quote: str
    record: Any
    url: str
    label: Text
    line: int | None
    changed_words: tuple[str, ...]
    is_unsearched: bool

    @property
    def page(self) -> int:
        """The page of lines on which the snapshot shows it."""
        return page_of_line(self.line or 1)


class Passage(NamedTuple):
    """Words of a text with those before and after them, their line, and the choice that means them."""

    before: str
    words: str
    after: str
    line: int
    choice: str = ""

    @property
    def page(self) -> int:
        """The page of lines on which the snapshot shows it."""
        return page_of_line(self.line)


class OpenAnchor(NamedTuple):
    """An anchor that needs a person: its claim's record, the old words in their text, and the places they may be at."""

    anchor: ClaimAnchor
    record: Any
    url: str
    was: Passage | None
    now: list[Passage]

    @property
    def old_words(self) -> str:
        """The words as they were in the older text, or as the claim quotes them."""
        return self.was.words if self.was else self.anchor.quote


def page_of_line(line: int) -> int:
    return (line - 1) // LINES_ON_PAGE + 1


def located_quotes(text: SnapshotText) -> Iterator[LocatedQuote]:
    """The quotes of the claims of a source in one of its texts; also those that have not been searched there yet."""
    anchors = {(each.claim, each.quote): each for each in text.anchors.defer("suggestions")}
    for claim in quoting_claims(text.snapshot.source_id):
        anchor = anchors.get((claim.public_id, claim.quote))
        record = record_of(claim)
        yield LocatedQuote(
            claim.quote,
            record,
            admin_url(record, "change", record.pk),
            label_of(anchor),
            line_of(text.text, anchor.start) if anchor else None,
            tuple(anchor.changed_words) if anchor else (),
            anchor is None,
        )


def label_of(anchor: ClaimAnchor | None) -> Text:
    """What became of a quote, in words: as a person decided, else as it was found."""
    if anchor is None:
        return _("not searched yet")
    return (
        AnchorDecision(anchor.decision).label
        if anchor.decision
        else AnchorState(anchor.state).label
    )


def counts_by_label(quotes: Iterable[LocatedQuote]) -> list[tuple[str, int]]:
    """How many quotes have each label, the most frequent first."""
    return Counter(str(each.label) for each in quotes).most_common()


def line_of(text: str, place: int | None) -> int | None:
    """The number of the line at a place of a text."""
    return None if place is None else text.count("\n", 0, place) + 1


def open_anchors(anchors: Iterable[ClaimAnchor]) -> Iterator[OpenAnchor]:
    """What a person needs to decide on anchors; these come with their texts and those that they were searched from."""
    anchors = list(anchors)
    claims = claims_of(anchors)
    for anchor in anchors:
        if (claim := claims.get(anchor.claim)) is None:
            continue
        record = record_of(claim)
        older, text = anchor.searched_from, anchor.text.text
        was = passage(older.text.text, older.start, older.length) if older else None
        if anchor.start is not None:
            now = [passage(text, anchor.start, anchor.length, AnchorDecision.KEPT)]
        else:
            places = enumerate(anchor.suggestions)
            now = [passage(text, start, length, str(n)) for n, (start, length) in places]
        url = admin_url(record, "change", record.pk)
        yield OpenAnchor(anchor, record, url, was, now)


def passage(text: str, start: int | None, length: int | None, choice: str = "") -> Passage:
    """The words at a place of a text, with those around them."""
    first = start or 0
    last = first + (length or 0)
    before, after = text[max(0, first - SHOWN_AROUND) : first], text[last : last + SHOWN_AROUND]
    if first > SHOWN_AROUND:
        before = "…" + before.partition(" ")[2]
    if last + SHOWN_AROUND < len(text):
        after = after.rpartition(" ")[0] + "…"
    return Passage(before, text[first:last], after, text.count("\n", 0, first) + 1, choice)


class OpenQuotes(Block):
    """How many quotes need a person, with a link to them."""

    title = gettext_lazy("Quotes to decide on")
    template = "admin/evidence/claimanchor/block.html"

    @cached_property
    def content(self) -> list[int]:
        if not self.request.user.has_perm("evidence.view_claimanchor"):
            return []
        count = anchors_to_decide()[:MAX_COUNTED].count()
        return [count] if count else []
