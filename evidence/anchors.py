"""Finds the quotes of claims in each text of their source, and takes what people decide about uncertain ones."""

import re
from collections.abc import Iterable
from functools import reduce
from itertools import chain
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from curation.types import AnyUser, user_id
from evidence.anchoring.canonical import canonical
from evidence.anchoring.relocating import MOST_SUGGESTIONS, Placement, Span, relocate
from evidence.anchoring.searching import SearchedText
from evidence.choices import UNCERTAIN, AnchorDecision, AnchorState
from evidence.models import ClaimAnchor, SnapshotText
from sources.models import Claim, Source
from sources.resources import claim_tables

# The newest texts of a source in which its quotes are searched
MOST_TEXTS = 5
# What curators put around the words of others, and where they left words out
QUOTATION_MARKS = " \t\n….\"'“”„‟«»‘’"
CITED_LINES = re.compile(r"L(\d{1,6})(?:\s*[-–]\s*L?(\d{1,6}))?")
CITED_PAGES = re.compile(r"pp?\.\s*(\d{1,5})(?:\s*[-–]\s*(\d{1,5}))?")


def quoting_claims(source: Source | int) -> list[Claim]:
    """The claims of a source that quote it, of all tables, with the records that they are about."""
    return list(
        chain.from_iterable(
            table.objects.filter(source=source)
            .exclude(quote="")
            .select_related(*map(table.path_to_record, table.arc))
            .order_by("pk")
            for table in claim_tables()
        )
    )


def find_anchors(source: Source | int) -> int:
    """Searches the quotes of a source in its newest texts, the oldest first, unless that has been done.

    Returns how many were searched.
    """
    claims = quoting_claims(source)
    if not claims:
        return 0
    texts = SnapshotText.objects.filter(snapshot__source=source).order_by("-pk")
    searched = _SearchedTexts()
    return sum(
        _find_in(text, claims, searched) for text in reversed(texts.defer("text")[:MOST_TEXTS])
    )


class _SearchedTexts(dict[int, SearchedText]):
    """Texts by their number, each prepared once."""

    def __missing__(self, number: int) -> SearchedText:
        text = SnapshotText.objects.values_list("text", flat=True).get(pk=number)
        self[number] = SearchedText(canonical(text))
        return self[number]


def _find_in(text: SnapshotText, claims: list[Claim], searched: _SearchedTexts) -> int:
    """Searches the quotes in one text, each from the last place that is certain."""
    known = set(text.anchors.values_list("claim", "quote"))
    missing = [claim for claim in claims if (claim.public_id, claim.quote) not in known]
    if not missing:
        return 0
    older = ClaimAnchor.objects.filter(
        Q(state__in=[AnchorState.EXACT, AnchorState.MOVED], decision="")
        | Q(decision__in=[AnchorDecision.KEPT, AnchorDecision.CHOSEN]),
        text__snapshot__source=text.snapshot.source_id,
        text__lt=text.pk,
        claim__in=[claim.public_id for claim in missing],
    )
    certain = {(each.claim, each.quote): each for each in older.order_by("text_id")}
    anchors = [
        _anchor(claim, text, certain.get((claim.public_id, claim.quote)), searched)
        for claim in missing
    ]
    # Somebody may have searched the same meanwhile.
    return len(ClaimAnchor.objects.bulk_create(anchors, batch_size=500, ignore_conflicts=True))


def _anchor(
    claim: Claim, text: SnapshotText, older: ClaimAnchor | None, searched: _SearchedTexts
) -> ClaimAnchor:
    new = searched[text.pk]
    if older is not None and older.start is not None and older.length is not None:
        old = searched[older.text_id]
        placement = _again(
            old, new, *old.canonical.passage(older.start, older.start + older.length)
        )
    else:
        placement = first_placement(claim.quote, claim.locator, new, text.pages)
    place = _in_original(new, placement.place) if placement.place else None
    return ClaimAnchor(
        claim=claim.public_id,
        quote=claim.quote,
        text=text,
        searched_from=older,
        state=placement.state,
        start=place[0] if place else None,
        length=place[1] if place else None,
        changed_words=list(placement.changed_words),
        suggestions=[_in_original(new, each) for each in placement.suggestions],
    )


def _again(old: SearchedText, new: SearchedText, start: int, length: int) -> Placement:
    """Where a passage of an older text is in the new one; ambiguous if it occurred once there, and more often here."""
    words = old.text[start : start + length]
    hits = new.hits(words)
    if len(hits) > 1 and len(old.hits(words)) == 1:
        return _several(hits, length)
    return relocate(old, new, start, length)


def _several(hits: list[int], length: int) -> Placement:
    """Words that stand at several places, of which the first ones are suggested."""
    first = tuple(Span(hit, length, 1) for hit in hits[:MOST_SUGGESTIONS])
    return Placement(AnchorState.AMBIGUOUS, suggestions=first)


def _in_original(text: SearchedText, span: Span) -> tuple[int, int]:
    """Start and length in the text as extracted of a place in its canonical form."""
    start, end = text.canonical.span(span.start, span.length)
    return start, end - start


def first_placement(quote: str, locator: str, text: SearchedText, pages: list[int]) -> Placement:
    """Where a quote is that no older text has: at its only place, or at the only one on the cited lines or pages."""
    words = canonical(quote.strip(QUOTATION_MARKS)).text
    if not words:
        return Placement(AnchorState.LOST)
    hits = [hit for hit in text.hits(words) if text.canonical.has_whole_words(hit, len(words))]
    if len(hits) > 1 and (cited := cited_span(text.canonical.original, pages, locator)):
        on_it = [hit for hit in hits if cited[0] <= text.canonical.starts[hit] < cited[1]]
        hits = on_it if len(on_it) == 1 else hits
    if len(hits) == 1:
        return Placement(AnchorState.EXACT, Span(hits[0], len(words), 1))
    if hits:
        return _several(hits, len(words))
    near = relocate(SearchedText(canonical(quote.strip(QUOTATION_MARKS))), text, 0, len(words))
    return Placement(AnchorState.LOST, suggestions=near.suggestions)


def cited_span(text: str, pages: list[int], locator: str) -> tuple[int, int] | None:
    """First and last place of the lines (L12, L12-14) or pages (p. 3) that a locator names; None if it names others."""
    if found := CITED_LINES.fullmatch(locator.strip()):
        starts = [0, *(place.end() for place in re.finditer("\n", text))]
    elif found := CITED_PAGES.fullmatch(locator.strip()):
        starts = pages
    else:
        return None
    first, last = int(found[1]), int(found[2] or found[1])
    if not 1 <= first <= last <= len(starts):
        return None
    return starts[first - 1], [*starts, len(text) + 1][last]


def anchors_to_decide() -> "QuerySet[ClaimAnchor]":
    """Anchors in the newest text of their source that need a person, the oldest first.

    Not those of claims that are gone or quote other words now.
    """
    texts = SnapshotText.objects.filter(snapshot__source=OuterRef("text__snapshot__source"))
    newest = texts.order_by("-pk").values("pk")[:1]
    quoted = (
        Exists(table.objects.filter(public_id=OuterRef("claim"), quote=OuterRef("quote")))
        for table in claim_tables()
    )
    return (
        ClaimAnchor.objects.filter(state__in=UNCERTAIN, decision="", text=newest)
        .filter(reduce(or_, map(Q, quoted)))
        .order_by("pk")
    )


def claims_of(anchors: Iterable[ClaimAnchor]) -> dict[Any, Claim]:
    """The claims of anchors by their public id, with the records that they are about."""
    ids = [anchor.claim for anchor in anchors]
    return {
        claim.public_id: claim
        for table in claim_tables()
        for claim in table.objects.filter(public_id__in=ids).select_related(
            *map(table.path_to_record, table.arc)
        )
    }


def record_of(claim: Claim) -> Any:
    """The record that a claim is about, itself or by a part of it."""
    return reduce(getattr, claim.path_to_record(claim.about).split("__"), claim)


def resolve(anchor: ClaimAnchor, choice: str, user: AnyUser) -> bool:
    """Keeps what a person decided: `kept`, `absent`, or the number of a suggestion from 0.

    False if the choice is none of the anchor's, or somebody has decided before.
    """
    values: dict[str, Any] = {"decided_by": user_id(user), "decided_at": timezone.now()}
    if choice == AnchorDecision.KEPT and anchor.state == AnchorState.CHANGED:
        values["decision"] = AnchorDecision.KEPT
    elif choice == AnchorDecision.ABSENT:
        values["decision"] = AnchorDecision.ABSENT
    elif choice in map(str, range(len(anchor.suggestions))):
        start, length = anchor.suggestions[int(choice)]
        values |= {"decision": AnchorDecision.CHOSEN, "start": start, "length": length}
    else:
        return False
    waiting = ClaimAnchor.objects.filter(pk=anchor.pk, decision="", state__in=UNCERTAIN)
    return bool(waiting.update(**values))
