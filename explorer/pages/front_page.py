"""The front page: what this is, what is in it, and where to begin."""

from typing import Any

from django.db.models import Count, Model, Value
from django.urls import reverse
from rest_framework.request import Request
from rest_framework.response import Response

from actors.models import Actor, Relationship
from agreements.api.views import AgreementViewSet
from agreements.models import Agreement
from api.pagination.count_cache import cached_answer
from events.api.views import EventViewSet
from events.models import Event
from explorer.pages.views import LISTED, PageMixin
from sources.models import Source

COUNTED_MODELS: tuple[type[Model], ...] = (Actor, Relationship, Agreement, Event, Source)
LATEST_EVENTS = 8


class FrontPage(PageMixin):
    """How much is published, all agreements, and the latest events."""

    template_name = "explorer/front.html"

    def get(self, request: Request) -> Response:
        agreements = self.answer(AgreementViewSet, page_size=LISTED)
        events = self.answer(EventViewSet, sort="-date_from", page_size=LATEST_EVENTS)
        dated = [event for event in events["results"] if event["date"]]
        undated = self.answer(EventViewSet, date_precision="unknown", page_size=1)
        shown: dict[str, Any] = {
            "heading": "Who agreed to what",
            "counts": cached_answer("front page", tuple(self.stamps.items()), _counts),
            "agreements": agreements,
            "events": events | {"results": dated},
            "undated": undated["count"],
        }
        return Response(shown)


def _counts() -> list[tuple[str, str, int]]:
    """Each kind of record, its list in the API, and the number of published ones."""
    first, *others = (
        model._default_manager.order_by().values(nth=Value(place)).annotate(number=Count("pk"))
        for place, model in enumerate(COUNTED_MODELS)
    )
    numbers = {row["nth"]: row["number"] for row in first.union(*others, all=True)}
    return [
        (
            str(model._meta.verbose_name_plural).capitalize(),
            reverse(f"{model._meta.model_name}-list"),
            numbers.get(place, 0),
        )
        for place, model in enumerate(COUNTED_MODELS)
    ]
