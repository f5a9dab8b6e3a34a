"""Filters of the lists of links, figures, places and event types."""

from typing import ClassVar

from actors.models import Actor
from agreements.models import Agreement
from api.filters import filters
from api.filters.base import RecordFilterSet, StrictFilterSet
from api.filters.facets import Facet
from api.filters.values import BoundingBox
from events.choices import EventLinkKind, FigureScheme, Metric, PlaceKind, PlaceScheme
from events.models import Event, EventType
from events.querysets import PlaceQuerySet


class EventLinkFilters(StrictFilterSet):
    facets: ClassVar = {"kind": Facet("kind")}

    source = filters.ReferenceFilter(
        Event, "Slug of the later event, the effect.", example="subotica-signing-2025"
    )
    target = filters.ReferenceFilter(
        Event, "Slug of the earlier event, the cause.", example="tirana-signing-2025"
    )
    event = filters.ReferenceFilter(
        Event, "Slug of either event.", "source", "target", example="tirana-signing-2025"
    )
    kind = filters.ChoiceFilter(
        EventLinkKind, "How the source relates to the target.", example="response_to"
    )
    kind__in = filters.ChoiceInFilter("kind", EventLinkKind, example="response_to,caused_by")


class FigureFilters(RecordFilterSet):
    facets: ClassVar = {
        "metric": Facet("metric"),
        "actor": Facet("actor__slug", "actor__name"),
        "agreement": Facet("agreement__slug", "agreement__title"),
        "event": Facet("event__slug", "event__title"),
    }
    examples = {"slug__in": "kfor-troops-2025-03"}

    identifier = filters.IdentifierFilter(
        FigureScheme, "url:https://www.nato.int/cps/en/natohq/topics_48818.htm"
    )
    metric = filters.ChoiceFilter(Metric, "What is counted.", example="troops")
    metric__in = filters.ChoiceInFilter("metric", Metric, example="troops,spending")
    actor = filters.ReferenceFilter(Actor, "Slug of the actor the figure is about.", example="kfor")
    agreement = filters.ReferenceFilter(
        Agreement, "Slug of the agreement the figure is about.", example="north-atlantic-treaty"
    )
    event = filters.ReferenceFilter(
        Event, "Slug of the event the figure is about.", example="kucove-modernisation"
    )
    as_of__gte = filters.NotBeforeFilter(
        "as_of", "The figure is known to be for this day or later.", example="2025-03-01"
    )
    as_of__lte = filters.NotAfterFilter(
        "as_of", "The figure is known to be for this day or earlier.", example="2025-03-31"
    )


class PlaceFilters(StrictFilterSet):
    facets: ClassVar = {"kind": Facet("kind"), "country": Facet("country__slug", "country__name")}

    q = filters.SearchFilter("Words of the name, in any script.", example="Kucove")
    identifier = filters.IdentifierFilter(PlaceScheme, "geonames:3183875")
    country = filters.ReferenceFilter(Actor, "Slug of the country of the place.", example="albania")
    country__in = filters.ReferenceInFilter(
        Actor,
        "Slugs of countries; the place is in any of them.",
        "country",
        example="albania,serbia",
    )
    kind = filters.ChoiceFilter(PlaceKind, "Kind of place.", example="settlement")
    kind__in = filters.ChoiceInFilter("kind", PlaceKind, example="settlement,country")
    slug__in = filters.SlugInFilter(
        "Slugs of places; matches any of them.", field_name="slug", example="tirana,belgrade"
    )
    bbox = filters.BoundingBoxFilter(
        "The place lies within these degrees: west,south,east,north.",
        method="by_box",
        example="19,39.6,21.1,42.7",
    )

    def by_box(self, rows: PlaceQuerySet, name: str, value: BoundingBox) -> PlaceQuerySet:
        return rows.inside(*value)


class EventTypeFilters(StrictFilterSet):
    parent = filters.TermFilter(
        EventType, "Code of the broader type.", field_name="parent__code", example="treaty"
    )
