"""Events, their places, participants and links, and figures."""

from collections.abc import Collection
from functools import reduce
from operator import or_
from typing import ClassVar

from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Floor

from actors.models import Actor
from agreements.models import Agreement
from events import choices
from events.currencies import CURRENCIES
from events.querysets import BOUNDING_COLUMNS, EventQuerySet, PlaceQuerySet
from events.triggers import event_keeps_cause_before_effect, link_puts_cause_before_effect
from records import fields, rules
from records.choices import DatePrecision, DateQualifier, Lifecycle, WindowPrecision
from records.identifiers import Identifier, canonical_codes, identifier_rules, scheme_field
from records.models import PERMISSIONS, Crosswalk, KeyedRow, Record, Term
from records.public_ids import (
    IdentifiedRow,
    former_id_index,
    keeps_public_id,
    unique_public_id,
)
from records.querysets import TableQuerySet
from records.search import folded_column, search_column, search_indexes
from records.sorting import sort_index, sort_key_column
from records.triggers import without_cycles
from records.visibility import public_with_others, shows, visible_with
from sources.models import Claim, Source, arc_constraints, claim_target
from sources.querysets import CitedQuerySet, CitedRecordQuerySet
from sources.triggers import claim_triggers, published_needs_support, source_triggers

# The days on which an event can have happened by its own date
POSSIBLE_DAYS = rules.possible_days(*BOUNDING_COLUMNS)
# BCP 47 code of an unknown language
UNDETERMINED = "und"


class EventType(Term):
    """A type of event, in a vocabulary of two levels."""


class EventTypeCrosswalk(Crosswalk):
    """An event type's counterpart in another coding scheme."""

    term = fields.part_of(EventType, "crosswalks", "Our type of event.")
    scheme = fields.choice(choices.EventTypeScheme, 6, "The coding scheme of the code.")

    class Meta(Crosswalk.Meta):
        verbose_name = "counterpart"
        constraints = [*Crosswalk.Meta.constraints, rules.one_of("scheme", choices.EventTypeScheme)]


class Place(KeyedRow):
    """A place where events happen, from a facility to a region."""

    # Columns with a code, by the system that it belongs to
    code_columns: ClassVar[dict[str, str]] = {choices.PlaceScheme.GEONAMES.value: "geonames_id"}

    slug = models.SlugField(
        max_length=120,
        db_index=False,
        help_text="Unique key: lower-case words joined by hyphens, such as novi-sad.",
    )
    name = fields.short_text(200, "Name used in English, with its diacritics.")
    kind = fields.choice(choices.PlaceKind, 10, "Kind of place.")
    country = fields.optional_reference(
        Actor, "places", "The country of the place; empty for waters and regions across borders."
    )
    parent = fields.optional_reference(
        "self", "parts", "The larger place that this place is part of."
    )
    latitude = models.DecimalField(
        max_digits=7,
        decimal_places=5,
        null=True,
        blank=True,
        help_text="Degrees north (WGS 84) of a point in the place.",
    )
    longitude = models.DecimalField(
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        help_text="Degrees east (WGS 84) of the same point.",
    )
    geonames_id = models.PositiveIntegerField(
        null=True, blank=True, help_text="GeoNames number; further ones go below."
    )

    # For search
    folded = folded_column("name")
    search = search_column(name="A")

    # Sorted
    sort_key = sort_key_column("name")

    objects = PlaceQuerySet.as_manager()

    class Meta:
        default_permissions = PERMISSIONS
        ordering = ["slug"]
        constraints = [
            rules.unique(["slug"], "This slug is taken.", name="slug_unique"),
            rules.unique(
                ["geonames_id"], "Another place has this GeoNames number.", name="geonames_unique"
            ),
            rules.check(
                "slug_wellformed",
                Q(slug__regex=rules.SLUG_PATTERN),
                "A slug has lower-case letters, digits and single hyphens, such as novi-sad.",
            ),
            rules.one_of("kind", choices.PlaceKind),
            rules.check("named", ~Q(name=""), "A place needs a name."),
            rules.check(
                "both_coordinates",
                Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
                "Latitude and longitude are given together or not at all.",
            ),
            rules.check(
                "latitude_in_range",
                Q(latitude__isnull=True) | Q(latitude__gte=-90, latitude__lte=90),
                "Latitude runs from -90 to 90 degrees.",
            ),
            rules.check(
                "longitude_in_range",
                Q(longitude__isnull=True) | Q(longitude__gte=-180, longitude__lte=180),
                "Longitude runs from -180 to 180 degrees.",
            ),
            rules.different("parent", "id", "A place cannot be part of itself."),
        ]
        indexes = [*search_indexes("events_place"), sort_index("events_place")]
        triggers = [
            without_cycles(
                "events_place",
                "parent",
                "A place cannot be part of a place that is part of it.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def rows_from(self, other: "Place", take: Collection[str]) -> list[models.Model]:
        """The other place's name and GeoNames number as further ones of this place, unless either has them."""
        names = PlaceName.objects.filter(place__in=(self, other))
        known = {self.name, *names.values_list("name", flat=True)}
        rows: list[models.Model] = []
        if other.name not in known:
            rows.append(PlaceName(place=self, name=other.name))
        stays, goes = self.geonames_id, other.geonames_id
        if "geonames_id" in take:
            stays, goes = goes, stays
        code = {"scheme": choices.PlaceScheme.GEONAMES, "value": str(goes)}
        codes = PlaceIdentifier.objects.filter(place__in=(self, other), **code)
        if goes and goes != stays and not codes.exists():
            rows.append(PlaceIdentifier(place=self, preferred=False, **code))
        return rows


class PlaceName(KeyedRow):
    """A further name of a place: in another language or script, a former name, an exonym."""

    place = fields.part_of(Place, "names", "The place with this name.")
    name = fields.short_text(200, "The name as written in that language and script.")
    language = fields.LineField(
        max_length=20,
        default=UNDETERMINED,
        help_text="BCP 47 tag, with the script where a language has two: sq, sr-Cyrl, sr-Latn; "
        "und if the source does not say.",
    )

    # When it was used
    valid_from = fields.date("First day on which it was so called; empty if from the beginning.")
    valid_from_precision = fields.precision("How exact that day is; unknown if there is none.")
    valid_to = fields.date("First day on which it was no longer so called; empty if it still is.")
    valid_to_precision = fields.precision("How exact that day is; unknown if there is none.")

    # For search
    folded = folded_column("name")
    search = search_column(name="B")

    # Sorted
    sort_key = sort_key_column("name")

    objects = TableQuerySet.as_manager()

    class Meta:
        ordering = ["place", "language", "sort_key"]
        verbose_name = "name of a place"
        verbose_name_plural = "names of places"
        constraints = [
            rules.unique(
                ["place", "name", "language"], "The place has this name in this language already."
            ),
            rules.check("named", ~Q(name=""), "A name cannot be empty."),
            rules.language_tag(),
            *rules.validity("A name cannot end before it begins."),
        ]
        indexes = search_indexes("events_placename")

    def __str__(self) -> str:
        return f"{self.name} ({self.language})"


class PlaceIdentifier(Identifier):
    """A code of a place in another gazetteer or data set."""

    place = fields.part_of(Place, "identifiers", "The place that the code stands for.")
    schemes = choices.PlaceScheme
    scheme = scheme_field(choices.PlaceScheme)
    # Places are public, and so are their codes.
    is_public = None

    class Meta(Identifier.Meta):
        verbose_name_plural = "identifiers of places"
        ordering = ["place", "scheme", "value"]
        triggers = [canonical_codes(choices.PlaceScheme)]
        constraints = [
            *identifier_rules("place", choices.PlaceScheme),
            rules.check(
                "geonames_is_further",
                ~Q(scheme=choices.PlaceScheme.GEONAMES) | Q(preferred=False),
                "The preferred GeoNames number of a place is in its own field; further ones are not preferred.",
            ),
        ]


class Event(Record):
    """Something that happened, was announced or is alleged, with its date window."""

    dated_by = ("date_from", "date_to", "date_precision", "is_span")
    # What is said about a reference: not shown to readers where that is a draft
    about_references: ClassVar[dict[str, str]] = {"part_in_time": "parent"}

    # What
    type = fields.reference(EventType, "events", "The most specific type that fits.")
    title = fields.short_text(300, "Who did what, in one neutral line, without the date.")
    summary = fields.text("Two or three neutral sentences, in our own words.")
    modality = fields.choice(
        choices.Modality,
        12,
        "Whether it happened, or was only announced, planned, alleged or denied.",
        default=choices.Modality.OCCURRED,
    )

    # When
    date_from = fields.date("First possible day.")
    date_to = fields.date(
        "Last possible day; empty if it is not known, or if the event is ongoing."
    )
    date_precision = fields.choice(
        WindowPrecision,
        7,
        "Precision of both days: one day, a range of exact days, or whole months or years.",
        default=WindowPrecision.UNKNOWN,
    )
    end_precision = fields.optional_choice(
        DatePrecision, 7, "Precision of the last day where it differs from that of the first."
    )
    date_qualifier = fields.optional_choice(
        DateQualifier, 1, "How sure the first day is; empty if it has no mark of doubt."
    )
    end_qualifier = fields.optional_choice(
        DateQualifier, 1, "How sure the last day is; empty if it has no mark of doubt."
    )
    is_span = models.BooleanField(
        default=False,
        help_text="Set if the event lasted for the whole window; otherwise it happened once within it.",
    )
    lifecycle = fields.choice(
        Lifecycle,
        7,
        "Whether the event is ongoing. Unknown does not mean ongoing.",
        default=Lifecycle.UNKNOWN,
    )
    undated_reason = fields.optional_choice(
        choices.UndatedReason, 10, "Why no day is known; only for an event without a date."
    )
    period = rules.generated_period(
        "event_period", "date_from", "date_to", "date_precision", "is_span", "lifecycle"
    )
    # Behind what it follows from, among public events; set by triggers (events/sql/bound_storage.sql)
    causal_rank = models.PositiveIntegerField(default=0, db_default=0, editable=False)

    # Where
    place = fields.optional_reference(Place, "events", "Where it happened.")
    geo_precision = fields.optional_choice(
        choices.GeoPrecision, 10, "Precision of the place; empty without a place."
    )

    # Context
    agreement = fields.optional_reference(
        Agreement,
        "events",
        "The agreement that the event is about: signed, ratified, announced, rejected.",
    )
    parent = fields.optional_reference(
        "self", "parts", "The larger event that this event is part of."
    )
    part_in_time = models.BooleanField(
        default=False,
        help_text="Set if it happened within the time of the larger event, and is not only part of its topic.",
    )

    # For search
    folded = folded_column("title")
    search = search_column(title="A", summary="C")

    # Sorted
    sort_key = sort_key_column("title")

    objects = EventQuerySet.as_manager()

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            *rules.known(
                modality=choices.Modality, date_precision=WindowPrecision, lifecycle=Lifecycle
            ),
            rules.one_of_or_empty("geo_precision", choices.GeoPrecision),
            rules.one_of_or_empty("end_precision", DatePrecision),
            rules.one_of_or_empty("undated_reason", choices.UndatedReason),
            rules.check(
                "dated_has_no_reason",
                Q(undated_reason="") | Q(date_from__isnull=True, date_to__isnull=True),
                "Only an event without a date has a reason for that.",
            ),
            *(
                rules.check(
                    f"{name}_known",
                    Q(**{f"{name}__in": ["", *sorted(DateQualifier.values)]}),
                    "A mark of doubt is one of those of EDTF: about, perhaps, or both.",
                )
                for name in ("date_qualifier", "end_qualifier")
            ),
            rules.check(
                "geo_precision_needs_place",
                Q(geo_precision="") | Q(place__isnull=False),
                "A geo precision needs a place.",
            ),
            rules.check("titled", ~Q(title=""), "An event needs a title."),
            rules.within_calendar("date_from", "date_to"),
            rules.not_before("date_to", "date_from", "An event cannot end before it starts."),
            rules.check(
                "undated_is_unknown",
                Q(date_from__isnull=True, date_to__isnull=True, date_precision="unknown")
                | (Q(date_from__isnull=False) | Q(date_to__isnull=False))
                & ~Q(date_precision="unknown"),
                "A date needs a first or a last day; without any date, the precision must be “unknown”.",
            ),
            rules.check(
                "window_fits_precision",
                (
                    Q(date_from__isnull=True)
                    | Q(date_from=rules.first_day_of("date_from", "date_precision"))
                )
                & (
                    Q(date_to__isnull=True)
                    | Q(end_precision="", date_to=rules.last_day_of("date_to", "date_precision"))
                    | ~Q(end_precision="")
                    & Q(date_to=rules.last_day_of("date_to", "end_precision"))
                ),
                "Whole months, quarters, seasons, years and so on must start on their first day and end on their last.",
            ),
            rules.check(
                "day_is_one_day",
                ~Q(date_precision=WindowPrecision.DAY, end_precision="")
                | Q(date_from__isnull=True)
                | Q(date_to__isnull=True)
                | Q(date_to=F("date_from")),
                "Precision “day” means one day; use “range” for several.",
            ),
            rules.check(
                "range_is_several_days",
                ~Q(date_precision=WindowPrecision.RANGE) | Q(date_from__lt=F("date_to")),
                "Precision “range” means several days; use “day” for one, or where an end is open.",
            ),
            rules.check(
                "end_precision_differs",
                Q(end_precision="")
                | Q(date_from__isnull=False, date_to__isnull=False)
                & ~Q(end_precision__in=("unknown", F("date_precision")))
                & ~Q(date_precision=WindowPrecision.RANGE),
                "A precision of the end is for a last day that is more or less exact than the first.",
            ),
            rules.check(
                "qualified_has_day",
                (Q(date_qualifier="") | Q(date_from__isnull=False))
                & (Q(end_qualifier="") | Q(date_to__isnull=False)),
                "A mark of doubt needs a day.",
            ),
            rules.check(
                "ongoing_has_no_end",
                ~Q(lifecycle=Lifecycle.ONGOING) | Q(is_span=True, date_to__isnull=True),
                "An ongoing event must be a span without a last day.",
            ),
            rules.different("parent", "id", "An event cannot be part of itself."),
            rules.check(
                "in_time_of_parent",
                Q(part_in_time=False) | Q(parent__isnull=False),
                "Only an event that is part of a larger one can be within its time.",
            ),
        ]
        indexes = [
            *Record.Meta.indexes,
            models.Index(name="events_event_date", fields=["date_from", "id"]),
            models.Index(
                name="events_event_open_start",
                fields=["id"],
                condition=Q(date_from__isnull=True, date_to__isnull=False),
            ),
            *rules.day_indexes("events_event", "date_from", "causal_rank"),
            GistIndex(name="events_event_period", fields=["period"]),
            GistIndex(
                POSSIBLE_DAYS, name="events_event_possible", condition=Q(date_from__isnull=False)
            ),
            *search_indexes("events_event"),
            sort_index("events_event"),
        ]
        triggers = [
            *Record.Meta.triggers,
            published_needs_support("events_event", "events_eventclaim", "event"),
            event_keeps_cause_before_effect(),
            without_cycles(
                "events_event",
                "parent",
                "An event cannot be part of an event that is part of it.",
            ),
            shows("events_participation", "event"),
            shows("events_eventlink", "source", "target"),
            shows("events_figure", "event"),
            shows("events_eventidentifier", "event"),
            shows("events_eventclaim", "event"),
        ]

    def __str__(self) -> str:
        return self.title


class EventIdentifier(Identifier):
    """A code of an event in another data set."""

    event = fields.part_of(Event, "identifiers", "The event that the code stands for.")
    schemes = choices.EventScheme
    scheme = scheme_field(choices.EventScheme)

    class Meta(Identifier.Meta):
        ordering = ["event", "scheme", "value"]
        triggers = [visible_with(event="events_event"), canonical_codes(choices.EventScheme)]
        constraints = identifier_rules("event", choices.EventScheme)


class Participation(KeyedRow):
    """An actor's role in an event, with its stance towards another actor."""

    event = fields.part_of(Event, "participations", "The event that the actor took part in.")
    actor = fields.reference(Actor, "participations", "Who took part.")
    role = fields.choice(choices.ParticipationRole, 11, "Role of the actor in the event.")
    stance = fields.choice(
        choices.Stance,
        9,
        "Stance of the actor on the target below; use one row per target.",
        default=choices.Stance.NONE,
    )
    toward = fields.optional_reference(Actor, "stances_received", "The target of the stance.")
    on_behalf_of = fields.optional_reference(
        Actor, "represented_in", "The actor that a person spoke or signed for."
    )
    capacity = fields.short_text(
        120, "Office in which the actor took part, such as President.", blank=True
    )
    statement = fields.text("What was said, in our own words; quotations belong in claims.")
    is_public = public_with_others()

    objects = CitedQuerySet.as_manager()

    class Meta:
        ordering = ["event", "role", "actor__slug", "id"]
        verbose_name = "participant"
        triggers = [
            visible_with(event="events_event", actor="actors_actor", toward="actors_actor"),
            shows("events_eventclaim", "participation"),
        ]
        constraints = [
            rules.unique(
                ["event", "actor", "role", "toward"],
                "The actor already has this role in the event.",
                nulls_distinct=False,
            ),
            *rules.known(role=choices.ParticipationRole, stance=choices.Stance),
            rules.check(
                "stance_has_target",
                Q(stance=choices.Stance.NONE, toward__isnull=True)
                | ~Q(stance=choices.Stance.NONE) & Q(toward__isnull=False),
                "A stance needs a target in “toward”, and a target needs a stance.",
            ),
            rules.different("toward", "actor", "An actor cannot have a stance on itself."),
            rules.different("on_behalf_of", "actor", "An actor cannot act on behalf of itself."),
        ]

    def __str__(self) -> str:
        return f"{self.actor} – {self.get_role_display()}"


class EventLink(IdentifiedRow):
    """A link from an event to an earlier one, such as its cause."""

    source = fields.part_of(Event, "links_out", "The later event, the effect.")
    kind = fields.choice(
        choices.EventLinkKind, 11, "How the later event relates to the earlier one."
    )
    target = fields.reference(Event, "links_in", "The earlier event, the cause.")
    lag = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text="How long after the earlier event the later one happened, as a source says: the number.",
    )
    lag_unit = fields.optional_choice(choices.LagUnit, 5, "The unit of that number.")
    is_public = public_with_others()

    objects = CitedQuerySet.as_manager()

    class Meta:
        ordering = ["source", "kind", "target"]
        indexes = [former_id_index("events_eventlink_ids")]
        verbose_name = "link"
        constraints = [
            rules.unique(["source", "target", "kind"], "This link is recorded already."),
            unique_public_id(),
            rules.one_of("kind", choices.EventLinkKind),
            rules.different("source", "target", "An event has no link to itself."),
            rules.one_of_or_empty("lag_unit", choices.LagUnit),
            rules.check(
                "lag_has_unit",
                Q(lag__isnull=True, lag_unit="")
                | Q(lag__gte=1, lag__lte=1000) & ~Q(lag_unit="") & ~Q(kind="contradicts"),
                "A time between two events is a number from 1 to 1,000 with its unit; contradictions have none.",
            ),
        ]
        triggers = [
            link_puts_cause_before_effect(),
            visible_with(source="events_event", target="events_event"),
            keeps_public_id(),
            shows("events_eventclaim", "link"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.get_kind_display().lower()} {self.target}"


class Figure(Record):
    """A number with its unit and date, about an actor, an agreement or an event."""

    # The page of an event shows its figures and their claims
    shown_with = ("event",)
    dated_by = ("as_of", "as_of_precision")

    # What it counts
    metric = fields.choice(choices.Metric, 24, "What is counted.")
    value = models.DecimalField(
        max_digits=18,
        decimal_places=2,
        help_text="The number in the given unit; the lower end of a range.",
    )
    value_max = models.DecimalField(
        max_digits=18,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="The upper end of a range; otherwise empty.",
    )
    comparator = fields.choice(
        choices.Comparator,
        6,
        "“Over 110” is > 110; “about 110” is ≈ 110.",
        default=choices.Comparator.EQ,
    )
    unit = fields.choice(
        choices.Unit, 11, "Unit of the number; what is counted decides which ones are allowed."
    )
    currency = fields.short_text(
        3,
        "ISO 4217 code such as USD, also a withdrawn one such as YUM; only with the unit “currency”.",
        blank=True,
    )
    as_of = fields.date("Date of the figure, or the first day of the stated month.")
    as_of_precision = fields.precision("How exact that day is; unknown if there is none.")

    # What it is about: exactly one
    actor = fields.optional_reference(Actor, "figures", "The actor that the figure is about.")
    agreement = fields.optional_reference(
        Agreement, "figures", "The agreement that the figure is about."
    )
    event = fields.optional_reference(Event, "figures", "The event that the figure is about.")
    is_public = public_with_others()

    objects = CitedRecordQuerySet.as_manager()

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            *rules.known(metric=choices.Metric, comparator=choices.Comparator, unit=choices.Unit),
            *rules.stated_precision("as_of", "as_of_precision"),
            rules.within_calendar("as_of"),
            rules.check("not_negative", Q(value__gte=0), "A figure cannot be negative."),
            rules.not_before(
                "value_max", "value", "The upper end of a range cannot be below the lower end."
            ),
            rules.check(
                "currency_of_money",
                Q(unit=choices.Unit.CURRENCY, currency__in=sorted(CURRENCIES))
                | ~Q(unit=choices.Unit.CURRENCY) & Q(currency=""),
                "An amount of money needs an ISO 4217 code such as USD; other units must have none.",
            ),
            rules.check(
                "unit_of_metric",
                reduce(
                    or_,
                    (
                        Q(metric=metric, unit__in=sorted(units))
                        for metric, units in choices.UNITS_OF_METRIC.items()
                    ),
                ),
                "The unit does not fit what is counted: troops and fatalities are persons, numbers of "
                "states and members are states, participants are either, spending is a currency, its "
                "share is per cent of GDP.",
            ),
            rules.check(
                "counted_in_whole_numbers",
                ~Q(unit__in=choices.COUNTED_UNITS)
                | Q(value=Floor("value"))
                & (Q(value_max__isnull=True) | Q(value_max=Floor("value_max"))),
                "Persons and states are counted in whole numbers.",
            ),
            rules.check(
                "about_one_thing",
                Q(actor__isnull=False, agreement__isnull=True, event__isnull=True)
                | Q(actor__isnull=True, agreement__isnull=False, event__isnull=True)
                | Q(actor__isnull=True, agreement__isnull=True, event__isnull=False),
                "A figure must be about exactly one actor, agreement or event.",
            ),
        ]
        triggers = [
            *Record.Meta.triggers,
            published_needs_support("events_figure", "events_eventclaim", "figure"),
            visible_with(
                published=True,
                actor="actors_actor",
                agreement="agreements_agreement",
                event="events_event",
            ),
            shows("events_figureidentifier", "figure"),
            shows("events_eventclaim", "figure"),
        ]

    def __str__(self) -> str:
        return f"{self.get_metric_display()} {self.get_comparator_display()} {self.value.normalize():,f}"


class FigureIdentifier(Identifier):
    """A code of a figure in another data set."""

    figure = fields.part_of(Figure, "identifiers", "The figure that the code stands for.")
    schemes = choices.FigureScheme
    scheme = scheme_field(choices.FigureScheme)

    class Meta(Identifier.Meta):
        verbose_name_plural = "identifiers of figures"
        ordering = ["figure", "scheme", "value"]
        triggers = [visible_with(figure="events_figure")]
        constraints = identifier_rules("figure", choices.FigureScheme)


# The rows that a claim of this app can be about
EVENT_ARC = {"event": Event, "participation": Participation, "link": EventLink, "figure": Figure}


class EventClaim(Claim):
    """What a source states about an event, a participant, a link or a figure."""

    arc = EVENT_ARC

    event = claim_target(Event, "event")
    participation = claim_target(Participation, "participant")
    link = claim_target(EventLink, "link")
    figure = claim_target(Figure, "figure")
    is_public = public_with_others()

    class Meta(Claim.Meta):
        constraints = [*Claim.Meta.constraints, *arc_constraints(EVENT_ARC)]
        triggers = claim_triggers("events_eventclaim", EVENT_ARC)


class EventClaimSource(Source):
    """Sources, with the triggers that keep those that this app's claims need."""

    class Meta:
        proxy = True
        default_permissions = ()
        triggers = source_triggers("events_eventclaim", EVENT_ARC)


class ParticipationActor(Actor):
    """Actors, with the triggers that show and hide this app's rows with them."""

    class Meta:
        proxy = True
        default_permissions = ()
        triggers = [
            shows("events_participation", "actor", "toward"),
            shows("events_figure", "actor"),
        ]


class FigureAgreement(Agreement):
    """Agreements, with the trigger that shows and hides figures with them."""

    class Meta:
        proxy = True
        default_permissions = ()
        triggers = [shows("events_figure", "agreement")]
