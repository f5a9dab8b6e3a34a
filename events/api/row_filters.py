"""Filters of the lists of links, figures, places and event types."""

from typing import ClassVar

from actors.models import Actor
from agreements.models import Agreement
from api.filters.base import (
    BoundingBoxFilter,
    ChoiceFilter,
    ChoiceInFilter,
    NotAfterFilter,
    NotBeforeFilter,
    StrictFilterSet,
    TermFilter,
    TextFilter,
)
from api.filters.facets import Facet
from api.filters.multi_value import RecordFilterSet, ReferenceInFilter, SlugInFilter
from api.filters.references import ReferenceFilter
from api.filters.values import BoundingBox
from events.choices import EventLinkKind, Metric, PlaceKind
from events.models import Event, EventType
from events.querysets import PlaceQuerySet


class EventLinkFilters(StrictFilterSet):
    facets: ClassVar = {"kind": Facet("kind")}
    examples = {
        "source": "subotica-signing-2025",
        "target": "tirana-signing-2025",
        "event": "tirana-signing-2025",
        "kind": "response_to",
        "kind__in": "response_to,caused_by",
    }

    source = ReferenceFilter(Event, help_text="Slug of the later event, the effect.")
    target = ReferenceFilter(Event, help_text="Slug of the earlier event, the cause.")
    event = ReferenceFilter(Event, "source", "target", help_text="Slug of either event.")
    kind = ChoiceFilter(
        choices=EventLinkKind.choices, help_text="How the source relates to the target."
    )
    kind__in = ChoiceInFilter("kind", EventLinkKind)


class FigureFilters(RecordFilterSet):
    facets: ClassVar = {
        "metric": Facet("metric"),
        "actor": Facet("actor__slug", "actor__name"),
        "agreement": Facet("agreement__slug", "agreement__title"),
        "event": Facet("event__slug", "event__title"),
    }
    examples = {
        "slug__in": "kfor-troops-2025-03",
        "updated_at__gte": "2025-01-01",
        "metric": "troops",
        "metric__in": "troops,spending",
        "actor": "kfor",
        "agreement": "north-atlantic-treaty",
        "event": "kucove-modernisation",
        "as_of__gte": "2025-03-01",
        "as_of__lte": "2025-03-31",
    }

    metric = ChoiceFilter(choices=Metric.choices, help_text="What is counted.")
    metric__in = ChoiceInFilter("metric", Metric)
    actor = ReferenceFilter(Actor, help_text="Slug of the actor the figure is about.")
    agreement = ReferenceFilter(Agreement, help_text="Slug of the agreement the figure is about.")
    event = ReferenceFilter(Event, help_text="Slug of the event the figure is about.")
    as_of__gte = NotBeforeFilter(
        field_name="as_of", help_text="The figure is known to be for this day or later."
    )
    as_of__lte = NotAfterFilter(
        field_name="as_of", help_text="The figure is known to be for this day or earlier."
    )


class PlaceFilters(StrictFilterSet):
    facets: ClassVar = {"kind": Facet("kind"), "country": Facet("country__slug", "country__name")}
    examples = {
        "q": "Kucove",
        "country": "albania",
        "country__in": "albania,serbia",
        "kind": "settlement",
        "kind__in": "settlement,country",
        "slug__in": "tirana,belgrade",
        "bbox": "19,39.6,21.1,42.7",
    }

    q = TextFilter(queryset_method="matching", help_text="Words of the name, in any script.")
    country = ReferenceFilter(Actor, help_text="Slug of the country of the place.")
    country__in = ReferenceInFilter(
        Actor, field_name="country", help_text="Slugs of countries; the place is in any of them."
    )
    kind = ChoiceFilter(choices=PlaceKind.choices, help_text="Kind of place.")
    kind__in = ChoiceInFilter("kind", PlaceKind)
    slug__in = SlugInFilter(field_name="slug", help_text="Slugs of places; matches any of them.")
    bbox = BoundingBoxFilter(
        method="by_box", help_text="The place lies within these degrees: west,south,east,north."
    )

    def by_box(self, rows: PlaceQuerySet, name: str, value: BoundingBox) -> PlaceQuerySet:
        return rows.inside(*value)


class EventTypeFilters(StrictFilterSet):
    examples = {"parent": "treaty"}

    parent = TermFilter(
        terms=EventType, field_name="parent__code", help_text="Code of the broader type."
    )
