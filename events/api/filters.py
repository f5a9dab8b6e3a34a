"""Filters of the list of events."""

import datetime as dt
import re
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db.models import Q

from actors.models import Actor
from agreements.models import Agreement
from api.filters import filters
from api.filters.base import RecordFilterSet
from api.filters.facets import Facet
from api.filters.values import BoundingBox, UnknownChoiceError
from events.choices import (
    EventLinkKind,
    EventScheme,
    GeoPrecision,
    Modality,
    ParticipationRole,
    Stance,
)
from events.models import Event, EventType, Place
from events.querysets import EventQuerySet
from records.choices import WindowPrecision
from records.rules import SLUG_PATTERN


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
    examples = {"slug__in": "tirana-signing-2025"}

    q = filters.SearchFilter("Words of the title or the summary, in any script.", example="signing")
    identifier = filters.IdentifierFilter(EventScheme, "ucdp:412")
    date__gte = filters.DayFilter(
        "The date window ends on this day or later.", method="from_day", example="2025-03-18"
    )
    date__lte = filters.DayFilter(
        "The date window starts on this day or earlier.", method="to_day", example="2025-03-18"
    )
    during = filters.PeriodFilter(
        "Can have happened in this period: 2025-03, 2025-03-01/2025-04-30, ../2025.",
        method="by_span",
        example="2025-03/2025-04",
    )
    date_precision = filters.ChoiceFilter(WindowPrecision, "Precision of the date.", example="day")
    date_precision__in = filters.ChoiceInFilter(
        "date_precision", WindowPrecision, example="day,month"
    )
    type = filters.TermFilter(
        EventType, "Code of the type or of a broader type.", "of_type", example="treaty"
    )
    type__in = filters.TermInFilter(
        EventType,
        "Codes of types or of broader types; matches any of them.",
        "of_type",
        example="treaty,statement",
    )
    type__not = filters.TermInFilter(
        EventType,
        "Codes of types or of broader types; excludes all of them.",
        "not_of_type",
        example="treaty,statement",
    )
    modality = filters.ChoiceFilter(Modality, "Whether the event happened.", example="planned")
    modality__in = filters.ChoiceInFilter("modality", Modality, example="planned,alleged")
    modality__not = filters.ChoiceNotFilter("modality", Modality, example="occurred")
    actor = filters.ChildFilter(
        "participations__actor__slug", "Slug of a participant, in any role.", example="serbia"
    )
    actor__in = filters.ChildInFilter(
        "participations__actor__slug",
        "Slugs of actors; at least one of them is a participant.",
        example="serbia,kosovo",
    )
    actor__all = filters.ChildAllFilter(
        "participations__actor__slug",
        "Slugs of actors; all of them are participants.",
        example="albania,croatia",
    )
    actor__not = filters.ChildInFilter(
        "participations__actor__slug",
        "Slugs of actors; none of them is a participant.",
        exclude=True,
        example="serbia,kosovo",
    )
    actor_role = filters.TextFilter(
        "Slug and role of a participant, for example serbia:speaker.",
        method="by_actor_role",
        validators=[check_actor_role],
        example="serbia:speaker",
    )
    stance = filters.ChoiceFilter(
        Stance, "Stance of a participant.", method="by_stance", example="supports"
    )
    country = filters.ReferenceFilter(
        Actor, "Slug of the country of the place.", "place__country", example="serbia"
    )
    country__in = filters.ReferenceInFilter(
        Actor,
        "Slugs of countries; the place is in any of them.",
        "place__country",
        example="serbia,albania",
    )
    place = filters.ReferenceFilter(Place, "Slug of the place.", example="tirana")
    place__in = filters.ReferenceInFilter(
        Place, "Slugs of places; matches any of them.", "place", example="tirana,belgrade"
    )
    bbox = filters.BoundingBoxFilter(
        "The place lies within these degrees: west,south,east,north.",
        method="by_box",
        example="19,39.6,21.1,42.7",
    )
    geo_precision = filters.ChoiceFilter(
        GeoPrecision, "Precision of the place.", example="settlement"
    )
    agreement = filters.ReferenceFilter(
        Agreement, "Slug of the agreement the event is about.", example="tirana-declaration-2025"
    )
    linked_to = filters.SlugFilter(
        "Slug of an event; matches events with a link to or from it.",
        method="by_link",
        example="tirana-signing-2025",
    )
    link_kind = filters.ChoiceFilter(
        EventLinkKind,
        "Kind of a link to or from the event; with `linked_to`, of the link to that event.",
        method="by_link",
        example="response_to",
    )
    has_links = filters.YesNoFilter(
        "Whether the event has links to or from other events.",
        method="by_presence_of_links",
        example="true",
    )
    parent = filters.ReferenceFilter(
        Event, "Slug of the larger event that the event is part of.", example="kosovo-war"
    )
    source = filters.ChildFilter(
        "claims__source__slug",
        "Slug of a source with a claim about the event.",
        example="gardner-2025-new-alliances",
    )

    source_count__gte = filters.NumberFilter(
        "At least this number of different sources support the event.",
        method="by_source_count",
        min_value=1,
        example="2",
    )
    origin_count__gte = filters.NumberFilter(
        "At least this number of independent origins support the event; sources that rely on the same one are one.",
        method="by_origin_count",
        min_value=1,
        example="2",
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

    def by_origin_count(self, rows: EventQuerySet, name: str, value: int) -> EventQuerySet:
        return rows.with_origin_count().filter(origin_count__gte=value)
