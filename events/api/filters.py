"""Filters of the list of events."""

import datetime as dt
import re
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db.models import Q

from actors.models import Actor
from agreements.models import Agreement
from api.filters.base import (
    BoundingBoxFilter,
    ChoiceFilter,
    ChoiceInFilter,
    DayFilter,
    NumberFilter,
    PeriodFilter,
    SlugFilter,
    TermFilter,
    TextFilter,
    YesNoFilter,
)
from api.filters.facets import Facet
from api.filters.multi_value import (
    ChildAllFilter,
    ChildInFilter,
    ChoiceNotFilter,
    RecordFilterSet,
    ReferenceInFilter,
    TermInFilter,
)
from api.filters.references import ChildFilter, ReferenceFilter
from api.filters.values import BoundingBox, UnknownChoiceError
from events.choices import EventLinkKind, GeoPrecision, Modality, ParticipationRole, Stance
from events.models import Event, EventType, Place
from events.querysets import EventQuerySet
from records.choices import WindowPrecision
from records.constraints import SLUG_PATTERN


def check_actor_role(text: str) -> None:
    """Raises ValidationError unless the text is a slug, a colon and a role: serbia:speaker."""
    slug, _, role = text.partition(":")
    if not re.fullmatch(SLUG_PATTERN, slug) or not role:
        raise ValidationError(
            "Enter a slug, a colon and a role, for example serbia:speaker.", "invalid"
        )
    if role not in ParticipationRole.values:
        raise UnknownChoiceError(role, ParticipationRole.values, before=f"{slug}:")


class EventFilters(RecordFilterSet):
    facets: ClassVar = {
        "type": Facet("type__code", "type__label"),
        "modality": Facet("modality"),
        "date_precision": Facet("date_precision"),
        "geo_precision": Facet("geo_precision"),
        "country": Facet("place__country__slug", "place__country__name"),
        "place": Facet("place__slug", "place__name"),
        "agreement": Facet("agreement__slug", "agreement__title"),
        "actor": Facet("participations__actor__slug", "participations__actor__name"),
        "stance": Facet("participations__stance"),
    }
    examples = {
        "slug__in": "tirana-signing-2025",
        "updated_at__gte": "2025-01-01",
        "q": "signing",
        "date__gte": "2025-03-18",
        "date__lte": "2025-03-18",
        "during": "2025-03/2025-04",
        "date_precision": "day",
        "date_precision__in": "day,month",
        "type": "treaty",
        "type__in": "treaty,statement",
        "type__not": "treaty,statement",
        "modality": "planned",
        "modality__in": "planned,alleged",
        "modality__not": "occurred",
        "actor": "serbia",
        "actor__in": "serbia,kosovo",
        "actor__all": "albania,croatia",
        "actor__not": "serbia,kosovo",
        "actor_role": "serbia:speaker",
        "stance": "supports",
        "country": "serbia",
        "country__in": "serbia,albania",
        "place": "tirana",
        "place__in": "tirana,belgrade",
        "bbox": "19,39.6,21.1,42.7",
        "geo_precision": "settlement",
        "agreement": "tirana-declaration-2025",
        "linked_to": "tirana-signing-2025",
        "link_kind": "response_to",
        "has_links": "true",
        "parent": "kosovo-war",
        "source": "gardner-2025-new-alliances",
        "source_count__gte": "2",
    }

    q = TextFilter(
        queryset_method="matching", help_text="Words of the title or the summary, in any script."
    )
    date__gte = DayFilter(method="from_day", help_text="The date window ends on this day or later.")
    date__lte = DayFilter(
        method="to_day", help_text="The date window starts on this day or earlier."
    )
    during = PeriodFilter(
        method="by_span",
        help_text="Can have happened in this period: 2025-03, 2025-03-01/2025-04-30, ../2025.",
    )
    date_precision = ChoiceFilter(
        choices=WindowPrecision.choices, help_text="Precision of the date."
    )
    date_precision__in = ChoiceInFilter("date_precision", WindowPrecision)
    type = TermFilter(
        terms=EventType,
        queryset_method="of_type",
        help_text="Code of the type or of a broader type.",
    )
    type__in = TermInFilter(
        terms=EventType,
        queryset_method="of_type",
        help_text="Codes of types or of broader types; matches any of them.",
    )
    type__not = TermInFilter(
        terms=EventType,
        queryset_method="not_of_type",
        help_text="Codes of types or of broader types; excludes all of them.",
    )
    modality = ChoiceFilter(choices=Modality.choices, help_text="Whether the event happened.")
    modality__in = ChoiceInFilter("modality", Modality)
    modality__not = ChoiceNotFilter("modality", Modality)
    actor = ChildFilter(
        {"participations": "actor__slug"}, help_text="Slug of a participant, in any role."
    )
    actor__in = ChildInFilter(
        {"participations": "actor__slug"},
        help_text="Slugs of actors; at least one of them is a participant.",
    )
    actor__all = ChildAllFilter(
        {"participations": "actor__slug"},
        help_text="Slugs of actors; all of them are participants.",
    )
    actor__not = ChildInFilter(
        {"participations": "actor__slug"},
        exclude=True,
        help_text="Slugs of actors; none of them is a participant.",
    )
    actor_role = TextFilter(
        method="by_actor_role",
        validators=[check_actor_role],
        help_text="Slug and role of a participant, for example serbia:speaker.",
    )
    stance = ChoiceFilter(
        choices=Stance.choices, method="by_stance", help_text="Stance of a participant."
    )
    country = ReferenceFilter(
        Actor, "place__country", help_text="Slug of the country of the place."
    )
    country__in = ReferenceInFilter(
        Actor, "place__country", help_text="Slugs of countries; the place is in any of them."
    )
    place = ReferenceFilter(Place, help_text="Slug of the place.")
    place__in = ReferenceInFilter(
        Place, field_name="place", help_text="Slugs of places; matches any of them."
    )
    bbox = BoundingBoxFilter(
        method="by_box", help_text="The place lies within these degrees: west,south,east,north."
    )
    geo_precision = ChoiceFilter(choices=GeoPrecision.choices, help_text="Precision of the place.")
    agreement = ReferenceFilter(Agreement, help_text="Slug of the agreement the event is about.")
    linked_to = SlugFilter(
        method="by_link", help_text="Slug of an event; matches events with a link to or from it."
    )
    link_kind = ChoiceFilter(
        choices=EventLinkKind.choices,
        method="by_link",
        help_text="Kind of a link to or from the event; with `linked_to`, of the link to that event.",
    )
    has_links = YesNoFilter(
        method="by_presence_of_links",
        help_text="Whether the event has links to or from other events.",
    )
    parent = ReferenceFilter(Event, help_text="Slug of the larger event that the event is part of.")
    source = ChildFilter(
        {"claims": "source__slug"}, help_text="Slug of a source with a claim about the event."
    )

    source_count__gte = NumberFilter(
        method="by_source_count",
        min_value=1,
        help_text="At least this number of different sources support the event.",
    )

    def by_span(
        self, rows: EventQuerySet, name: str, value: tuple[dt.date | None, dt.date | None]
    ) -> EventQuerySet:
        return rows.possibly_between(*value)

    def from_day(self, rows: EventQuerySet, name: str, value: dt.date) -> EventQuerySet:
        return rows.possibly_between(value, None)

    def to_day(self, rows: EventQuerySet, name: str, value: dt.date) -> EventQuerySet:
        return rows.possibly_between(None, value)

    def by_actor_role(self, rows: EventQuerySet, name: str, value: str) -> EventQuerySet:
        slug, _, role = value.partition(":")
        actors = self.public_ids(Actor, [slug])
        return rows.filter(rows.child_exists("participations", actor__in=actors, role=role))

    def by_stance(self, rows: EventQuerySet, name: str, value: str) -> EventQuerySet:
        return rows.filter(rows.child_exists("participations", stance=value))

    def by_box(self, rows: EventQuerySet, name: str, value: BoundingBox) -> EventQuerySet:
        return rows.filter(place__in=Place.objects.inside(*value))

    def by_link(self, rows: EventQuerySet, name: str, value: str) -> EventQuerySet:
        other, kind = (self.form.cleaned_data.get(each) for each in ("linked_to", "link_kind"))
        if name == "link_kind" and other:
            return rows  # `linked_to` applies both
        to_other = {"kind": kind} if kind else {}
        from_other = dict(to_other)
        if other:
            to_other["target__in"] = from_other["source__in"] = self.public_ids(Event, [other])
        linked_to = rows.child_exists("links_out", **to_other)
        return rows.filter(Q(linked_to) | Q(rows.child_exists("links_in", **from_other)))

    def by_presence_of_links(self, rows: EventQuerySet, name: str, value: str) -> EventQuerySet:
        linked = Q(rows.child_exists("links_out")) | Q(rows.child_exists("links_in"))
        return rows.filter(linked if value == "true" else ~linked)

    def by_source_count(self, rows: EventQuerySet, name: str, value: int) -> EventQuerySet:
        return rows.with_source_count().filter(source_count__gte=value)
