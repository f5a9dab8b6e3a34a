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
from explorer.pages.compare import CHOICES, latest_pacts, parties_of
from explorer.pages.facts import RecordAnswer, contradictions
from explorer.pages.views import PageMixin
from explorer.pictures.blocs import BLOC_OF_ACTOR, OTHERS
from sources.models import Source

COUNTED_MODELS: tuple[type[Model], ...] = (Actor, Relationship, Agreement, Event, Source)
LATEST_EVENTS = 8
# Questions that people ask, and the pages that answer them
FIRST_QUESTIONS = (
    ("What led to what?", "/timeline/"),
    ("Who stands for whom, and against whom?", "/stances/"),
    ("Who does not recognise Kosovo?", "/stances/?kind=recognition&object=kosovo"),
    ("What do the two pacts have in common?", "/compare/"),
    ("What held on a day, and what changed in the month before?", "/on/"),
    ("What is missing?", "/coverage/"),
)


class FrontPage(PageMixin):
    """The two latest pacts side by side, all agreements, the latest events, and how much is published."""

    template_name = "explorer/front.html"

    def get(self, request: Request) -> Response:
        agreements = self.answer(AgreementViewSet, page_size=CHOICES)
        events = self.answer(EventViewSet, sort="-date_from", page_size=LATEST_EVENTS)
        undated = self.answer(EventViewSet, date_precision="unknown", page_size=1)
        shown: dict[str, Any] = {
            "heading": "Who agreed to what",
            "questions": FIRST_QUESTIONS,
            "counts": cached_answer("front page", tuple(self.stamps.items()), _counts),
            "pacts": [pact(row) for row in latest_pacts(agreements["results"])],
            "agreements": agreements,
            "events": [event for event in events["results"] if event["date"]],
            "undated": undated["count"],
            "total": events["count"],
            "page": request.build_absolute_uri("/"),
        }
        return Response(shown)


def pact(agreement: RecordAnswer) -> RecordAnswer:
    """An agreement as a column: its colour, who is party to it, and whether claims contradict it."""
    return agreement | {
        "colour": BLOC_OF_ACTOR.get(agreement["bloc"]["slug"], OTHERS).code,
        "names": list(parties_of(agreement).items()),
        "is_disputed": contradictions(agreement["claims"]) > 0,
    }


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
