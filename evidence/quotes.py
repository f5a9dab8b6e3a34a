"""Where the quotes of a source's claims stand in its newest text, and what became of those that an older text had."""

from collections.abc import Iterator
from functools import reduce
from itertools import chain
from typing import Any, NamedTuple

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from curation.admin_urls import admin_url
from curation.types import Text
from evidence.anchoring.canonical import canonical
from evidence.anchoring.relocating import AnchorState, Placement, relocate
from evidence.anchoring.searching import SearchedText
from evidence.models import SnapshotText
from evidence.pages import LINES_ON_PAGE
from sources.models import Claim
from sources.resources import claim_tables

# Older texts that a quote is looked for in
MOST_TEXTS = 5
LABELS: dict[AnchorState, Text] = {
    AnchorState.EXACT: _("stands there"),
    AnchorState.MOVED: _("stands elsewhere now"),
    AnchorState.CHANGED: _("changed"),
    AnchorState.LOST: _("not found"),
    AnchorState.AMBIGUOUS: _("could be at several places"),
}


class LocatedQuote(NamedTuple):
    """A quote with its record, what became of it, its line, and the numbers and negations that changed."""

    quote: str
    record: Any
    url: str
    label: Text
    line: int | None
    changed_words: tuple[str, ...]

    @property
    def page(self) -> int:
        """The page of lines on which the snapshot shows it."""
        return ((self.line or 1) - 1) // LINES_ON_PAGE + 1


class QuotesOfText:
    """The quotes of claims in a text; `older` are texts of the same source, the newest first."""

    def __init__(self, text: SnapshotText) -> None:
        self.text = text

    def __iter__(self) -> Iterator[LocatedQuote]:
        for claim in self._claims():
            placement = self._placement(claim.quote)
            place = placement.place
            line = None
            if place:
                first, _last = self._searched.canonical.span(place.start, place.length)
                line = self.text.text.count("\n", 0, first) + 1
            record = reduce(getattr, claim.path_to_record(claim.about).split("__"), claim)
            url = admin_url(record, "change", record.pk)
            label = LABELS[placement.state]
            yield LocatedQuote(claim.quote, record, url, label, line, placement.changed_words)

    def _claims(self) -> Iterator[Claim]:
        source = self.text.snapshot.source_id
        return chain.from_iterable(
            table.objects.filter(source=source)
            .exclude(quote="")
            .select_related(*map(table.path_to_record, table.arc))
            .order_by("pk")
            for table in claim_tables()
        )

    def _placement(self, quote: str) -> Placement:
        """Where the quote stands; one that is not there is searched from where an older text has it."""
        words = canonical(quote).text
        hits = self._searched.hits(words) if words else []
        if len(hits) > 1:
            return Placement(AnchorState.AMBIGUOUS)
        # An older text also shows whether the words next to the quote have changed.
        for old in [*self._older, self._searched]:
            places = old.hits(words) if words else []
            if len(places) == 1:
                return relocate(old, self._searched, places[0], len(words))
        return Placement(AnchorState.LOST)

    @cached_property
    def _searched(self) -> SearchedText:
        return SearchedText(canonical(self.text.text))

    @cached_property
    def _older(self) -> list[SearchedText]:
        texts = SnapshotText.objects.filter(
            snapshot__source=self.text.snapshot.source_id, pk__lt=self.text.pk
        )
        return [SearchedText(canonical(each.text)) for each in texts.order_by("-pk")[:MOST_TEXTS]]
