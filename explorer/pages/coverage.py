"""Coverage: what is recorded and what is not; each number is the answer to a question that the page links to."""

from dataclasses import dataclass

from rest_framework.request import Request
from rest_framework.response import Response

from events.api.views import EventViewSet
from explorer.api.claims import ClaimViewSet
from explorer.pages.facts import RecordAnswer
from explorer.pages.pictures import query_text
from explorer.pages.views import PageMixin, query_of
from sources.api.views import SourceViewSet
from sources.choices import Verdict


@dataclass(frozen=True)
class Share:
    """So many of all, with the address of the API's answer that has the number."""

    label: str
    number: int
    total: int
    api: str

    @property
    def percent(self) -> int:
        return round(100 * self.number / self.total) if self.total else 0


class CoveragePage(PageMixin):
    """How many events have a date and how well they are supported, and where the claims come from."""

    template_name = "explorer/coverage.html"

    def get(self, request: Request) -> Response:
        view = EventViewSet.as_view(
            {"get": "timeline"},
            uses_database=False,
            basename="event",
            **EventViewSet.timeline.kwargs,
        )
        by_year = self.ask(view, query_of(interval="year"))
        claims = self.answer(ClaimViewSet, facets="verdict,source", page_size=1)
        sources = self.answer(SourceViewSet, facets="language,kind,publisher", page_size=1)
        total = by_year["total"]
        points = by_year["series"][0]["points"] if by_year["series"] else []
        most = max((point["n"] for point in points), default=0)
        shown = {
            "heading": "What is recorded, and what is not",
            "events": total,
            "event_shares": [
                Share(
                    "without a date",
                    by_year["undated"],
                    total,
                    "/api/v1/events/?date_precision=unknown",
                ),
                self._events("supported by two sources or more", total, source_count__gte=2),
                self._events(
                    "supported by two independent origins or more", total, origin_count__gte=2
                ),
            ],
            "claim_shares": claim_shares(claims),
            "claims": claims["count"],
            "sources": sources["count"],
            "facets": sources["facets"],
            "years": [
                {"year": point["t"][:4], "n": point["n"], "width": round(100 * point["n"] / most)}
                for point in points
            ],
            "page": request.build_absolute_uri(request.path),
        }
        return Response(shown)

    def _events(self, label: str, total: int, **asked: object) -> Share:
        found = self.answer(EventViewSet, page_size=1, **asked)
        return Share(
            label, found["count"], total, f"/api/v1/events/{query_text(query_of(**asked))}"
        )


def claim_shares(claims: RecordAnswer) -> list[Share]:
    """How many claims come from the source with most, and how many contradict a record."""
    total, address = claims["count"], "/api/v1/claims/"
    shares = [
        Share(
            f"from one source: {row['label']}", row["n"], total, f"{address}?source={row['value']}"
        )
        for row in claims["facets"]["source"][:1]
    ]
    contradicting = {row["value"]: row["n"] for row in claims["facets"]["verdict"]}
    shares.append(
        Share(
            "that contradict what a record says",
            contradicting.get(Verdict.CONTRADICTS, 0),
            total,
            f"{address}?verdict={Verdict.CONTRADICTS.value}",
        )
    )
    return shares
