"""What lists of events, links, figures, places and types of events can be narrowed to."""

import datetime as dt
from typing import Any

from actors.models import Actor
from agreements.models import Agreement
from events.choices import EventLinkKind, Metric, Modality, PlaceKind
from events.models import Event, EventType, Place
from records.api.filters import (
    ChildFilter,
    ChoiceFilter,
    ChoiceInFilter,
    DayFilter,
    Filters,
    ReferenceFilter,
    SinceFilter,
    TermFilter,
    TextFilter,
    UntilFilter,
    on_either,
)


class EventFilters(Filters):
    q = TextFilter(
        ask="titled", help_text="Part of the title or summary, whatever case and diacritics."
    )
    date__gte = DayFilter(method="from_day", help_text="The window ends on this day or later.")
    date__lte = DayFilter(method="to_day", help_text="The window starts on this day or earlier.")
    type = TermFilter(
        terms=EventType, ask="of_type", help_text="Code of the type, or of the one above it."
    )
    modality = ChoiceFilter(choices=Modality.choices, help_text="Whether it happened.")
    modality__in = ChoiceInFilter(
        field_name="modality", choices=Modality.choices, help_text="Any of these."
    )
    actor = ChildFilter(
        {"participations": "actor__slug"}, help_text="Slug of an actor that takes part in any role."
    )
    country = ReferenceFilter(
        Actor, "place__country", help_text="Slug of the country in which it happened."
    )
    place = ReferenceFilter(Place, help_text="Slug of the place.")
    agreement = ReferenceFilter(Agreement, help_text="Slug of the agreement it is about.")
    linked_to = ChildFilter(
        {"links_out": "target__slug", "links_in": "source__slug"},
        help_text="Slug of an event with a link to or from it.",
    )
    parent = ReferenceFilter(Event, help_text="Slug of the larger event it is part of.")
    source = ChildFilter(
        {"claims": "source__slug"}, help_text="Slug of a source that says something about it."
    )

    def from_day(self, rows: Any, name: str, value: dt.date) -> Any:
        return rows.possibly_between(value, None)

    def to_day(self, rows: Any, name: str, value: dt.date) -> Any:
        return rows.possibly_between(None, value)


class EventLinkFilters(Filters):
    source = ReferenceFilter(Event, help_text="Slug of the later event, the effect.")
    target = ReferenceFilter(Event, help_text="Slug of the earlier event, the cause.")
    kind = ChoiceFilter(choices=EventLinkKind.choices, help_text="How the two relate.")


class FigureFilters(Filters):
    metric = ChoiceFilter(choices=Metric.choices, help_text="What is counted.")
    actor = ReferenceFilter(Actor, help_text="Slug of the actor it is about.")
    agreement = ReferenceFilter(Agreement, help_text="Slug of the agreement it is about.")
    event = ReferenceFilter(Event, help_text="Slug of the event it is about.")
    as_of__gte = SinceFilter(
        field_name="as_of", help_text="Holds for this day or later, as far as known."
    )
    as_of__lte = UntilFilter(
        field_name="as_of", help_text="Holds for this day or earlier, as far as known."
    )


class PlaceFilters(Filters):
    q = TextFilter(method="by_text", help_text="Part of the name, whatever case and diacritics.")
    country = ReferenceFilter(Actor, help_text="Slug of the country it lies in.")
    kind = ChoiceFilter(choices=PlaceKind.choices, help_text="Sort of place.")

    def by_text(self, rows: Any, name: str, value: str) -> Any:
        return rows.filter(on_either("name", text=value))


class EventTypeFilters(Filters):
    parent = TermFilter(
        terms=EventType, field_name="parent__code", help_text="Code of the broader type."
    )
