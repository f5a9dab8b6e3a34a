"""Events, their places, participants and links, and figures."""

from django.contrib.postgres.indexes import GistIndex
from django.db.models import (
    CASCADE,
    PROTECT,
    BooleanField,
    CharField,
    DecimalField,
    F,
    ForeignKey,
    Index,
    PositiveIntegerField,
    Q,
    SlugField,
    TextField,
    UniqueConstraint,
)

from actors.models import Actor
from agreements.models import Agreement
from events.choices import (
    Comparator,
    EventLinkKind,
    EventTypeScheme,
    GeoPrecision,
    Metric,
    Modality,
    ParticipationRole,
    PlaceKind,
    Stance,
    Unit,
)
from events.querysets import EventQuerySet, PlaceQuerySet
from events.triggers import event_keeps_cause_before_effect, link_puts_cause_before_effect
from records.choices import DatePrecision, Lifecycle, WindowPrecision
from records.constraints import (
    SLUG_PATTERN,
    different,
    first_day_of,
    generated_period,
    last_day_of,
    not_before,
    one_of,
    or_infinite,
    rule,
    stated_precision,
    within_calendar,
)
from records.fields import choice_field, date_field, optional_reference, precision_field
from records.models import PERMISSIONS, Crosswalk, KeyedRow, Record, Term
from records.querysets import TableQuerySet
from records.search import folded_column, search_column, search_indexes
from records.triggers import child_code_below_parent, parent_keeps_code
from records.visibility import public_with_others, shows, visible_with
from sources.models import LANGUAGE_PATTERN, Claim, Source, arc_constraints, claim_target
from sources.querysets import CitedQuerySet, CitedRecordQuerySet
from sources.triggers import (
    claim_still_needed,
    confirmation_still_needed,
    confirmed_independently,
    published_needs_support,
    publishers_still_differ,
    source_still_needed,
)

EVENT_ARC = ("event", "participation", "link", "figure")
# BCP 47 code of an unknown language
UNDETERMINED = "und"


class EventType(Term):
    """A type of event, in a vocabulary of two levels."""

    class Meta(Term.Meta):
        triggers = [
            child_code_below_parent("events_eventtype"),
            parent_keeps_code("events_eventtype"),
        ]


class EventTypeCrosswalk(Crosswalk):
    """An event type's counterpart in another coding scheme."""

    term = ForeignKey(EventType, CASCADE, related_name="crosswalks", help_text="Our type of event.")
    scheme = choice_field(EventTypeScheme, 6, "The coding scheme of the code.")

    class Meta(Crosswalk.Meta):
        verbose_name = "counterpart"
        constraints = [*Crosswalk.Meta.constraints, one_of("scheme", EventTypeScheme)]


class Place(KeyedRow):
    """A place where events happen, from a facility to a region."""

    slug = SlugField(
        max_length=120,
        db_index=False,
        help_text="Unique key: lower-case words joined by hyphens, such as novi-sad.",
    )
    name = CharField(max_length=200, help_text="Name used in English, with its diacritics.")
    kind = choice_field(PlaceKind, 10, "Kind of place.")
    country = optional_reference(
        Actor, "places", "The country of the place; empty for waters and regions across borders."
    )
    parent = ForeignKey(
        "self",
        PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        help_text="The larger place that this place is part of.",
    )
    latitude = DecimalField(
        max_digits=7,
        decimal_places=5,
        null=True,
        blank=True,
        help_text="Degrees north (WGS 84) of a point in the place.",
    )
    longitude = DecimalField(
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        help_text="Degrees east (WGS 84) of the same point.",
    )
    geonames_id = PositiveIntegerField(null=True, blank=True, help_text="GeoNames id.")

    # For search
    folded = folded_column("name")
    search = search_column(name="A")

    objects = PlaceQuerySet.as_manager()

    class Meta:
        default_permissions = PERMISSIONS
        ordering = ["slug"]
        constraints = [
            UniqueConstraint(
                name="events_place_slug_unique",
                fields=["slug"],
                violation_error_message="This slug is taken.",
            ),
            UniqueConstraint(
                name="events_place_geonames_unique",
                fields=["geonames_id"],
                violation_error_message="Another place has this GeoNames number.",
            ),
            rule(
                "slug_wellformed",
                Q(slug__regex=SLUG_PATTERN),
                "A slug has lower-case letters, digits and single hyphens, such as novi-sad.",
            ),
            one_of("kind", PlaceKind),
            rule("named", ~Q(name=""), "A place needs a name."),
            rule(
                "both_coordinates",
                Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
                "Latitude and longitude are given together or not at all.",
            ),
            rule(
                "latitude_in_range",
                Q(latitude__isnull=True) | Q(latitude__gte=-90, latitude__lte=90),
                "Latitude runs from -90 to 90 degrees.",
            ),
            rule(
                "longitude_in_range",
                Q(longitude__isnull=True) | Q(longitude__gte=-180, longitude__lte=180),
                "Longitude runs from -180 to 180 degrees.",
            ),
            different("parent", "id", "A place cannot be part of itself."),
        ]
        indexes = search_indexes("events_place")

    def __str__(self) -> str:
        return self.name

    def names_from(self, other: "Place") -> list["PlaceName"]:
        """The name of the other place as a further name of this one; empty if either has it already."""
        further = PlaceName.objects.filter(place__in=(self, other))
        known = {self.name, *further.values_list("name", flat=True)}
        return [] if other.name in known else [PlaceName(place=self, name=other.name)]


class PlaceName(KeyedRow):
    """A further name of a place: in another language or script, a former name, an exonym."""

    place = ForeignKey(Place, CASCADE, related_name="names", help_text="The place with this name.")
    name = CharField(max_length=200, help_text="The name as written in that language and script.")
    language = CharField(
        max_length=20,
        default=UNDETERMINED,
        help_text="BCP 47 tag, with the script where a language has two: sq, sr-Cyrl, sr-Latn; "
        "und if the source does not say.",
    )

    # For search
    folded = folded_column("name")
    search = search_column(name="B")

    objects = TableQuerySet.as_manager()

    class Meta:
        ordering = ["place", "language", "name"]
        verbose_name = "name of a place"
        verbose_name_plural = "names of places"
        constraints = [
            UniqueConstraint(
                name="events_placename_unique",
                fields=["place", "name", "language"],
                violation_error_message="The place has this name in this language already.",
            ),
            rule("named", ~Q(name=""), "A name cannot be empty."),
            rule(
                "language_wellformed",
                Q(language__regex=LANGUAGE_PATTERN),
                "The language is a BCP 47 tag such as sq, sr-Cyrl or de-AT.",
            ),
        ]
        indexes = search_indexes("events_placename")

    def __str__(self) -> str:
        return f"{self.name} ({self.language})"


class Event(Record):
    """Something that happened, was announced or is alleged, with its date window."""

    # What
    type = ForeignKey(
        EventType, PROTECT, related_name="events", help_text="The most specific type that fits."
    )
    title = CharField(
        max_length=300, help_text="Who did what, in one neutral line, without the date."
    )
    summary = TextField(blank=True, help_text="Two or three neutral sentences, in our own words.")
    modality = choice_field(
        Modality,
        12,
        "Whether it happened, or was only announced, planned, alleged or denied.",
        default=Modality.OCCURRED,
    )

    # When
    date_from = date_field("First possible day.")
    date_to = date_field("Last possible day; empty if the event is or may be ongoing.")
    date_precision = choice_field(
        WindowPrecision,
        7,
        "Precision of both days: one day, a range of exact days, or whole months or years.",
        default=WindowPrecision.UNKNOWN,
    )
    is_span = BooleanField(
        default=False,
        help_text="Set if the event lasted for the whole window; otherwise it happened once within it.",
    )
    lifecycle = choice_field(
        Lifecycle,
        7,
        "Whether the event is ongoing. Unknown does not mean ongoing.",
        default=Lifecycle.ENDED,
    )
    period = generated_period(
        "window_period", "date_from", "date_to", "date_precision", "lifecycle"
    )

    # Where
    place = optional_reference(Place, "events", "Where it happened.")
    geo_precision = CharField(
        max_length=10,
        choices=GeoPrecision.choices,
        blank=True,
        help_text="Precision of the place; empty without a place.",
    )

    # Context
    agreement = optional_reference(
        Agreement,
        "events",
        "The agreement that the event is about: signed, ratified, announced, rejected.",
    )
    parent = ForeignKey(
        "self",
        PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        help_text="The larger event that this event is part of.",
    )

    # For search
    folded = folded_column("title")
    search = search_column(title="A", summary="C")

    objects = EventQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["slug"]
        constraints = [
            *Record.Meta.constraints,
            one_of("modality", Modality),
            one_of("date_precision", WindowPrecision),
            one_of("lifecycle", Lifecycle),
            rule(
                "geo_precision_known",
                Q(geo_precision__in=["", *sorted(GeoPrecision.values)]),
                f"The geo precision must be one of: {', '.join(GeoPrecision.values)}, or empty.",
            ),
            rule(
                "geo_precision_needs_place",
                Q(geo_precision="") | Q(place__isnull=False),
                "A geo precision needs a place.",
            ),
            rule("titled", ~Q(title=""), "An event needs a title."),
            within_calendar("date_from", "date_to"),
            not_before("date_to", "date_from", "An event cannot end before it starts."),
            rule(
                "undated_is_unknown",
                Q(date_from__isnull=True, date_to__isnull=True, date_precision="unknown")
                | Q(date_from__isnull=False) & ~Q(date_precision="unknown"),
                "A date needs its first day; without any date, the precision must be “unknown”.",
            ),
            rule(
                "window_fits_precision",
                Q(date_from__isnull=True)
                | Q(date_from=first_day_of("date_from", "date_precision"))
                & (Q(date_to__isnull=True) | Q(date_to=last_day_of("date_to", "date_precision"))),
                "Whole months, quarters, years or decades must start on their first day and end on their last.",
            ),
            rule(
                "day_is_one_day",
                ~Q(date_precision=WindowPrecision.DAY)
                | Q(date_to__isnull=True)
                | Q(date_to=F("date_from")),
                "Precision “day” means one day; use “range” for several.",
            ),
            rule(
                "open_end_is_span",
                Q(date_from__isnull=True) | Q(date_to__isnull=False) | Q(is_span=True),
                "Only a span can have no last day.",
            ),
            rule(
                "ongoing_has_no_end",
                ~Q(lifecycle=Lifecycle.ONGOING) | Q(is_span=True, date_to__isnull=True),
                "An ongoing event must be a span without a last day.",
            ),
            different("parent", "id", "An event cannot be part of itself."),
        ]
        indexes = [
            *Record.Meta.indexes,
            Index(name="events_event_date", fields=["date_from", "id"]),
            Index(or_infinite("date_from", "infinity"), "id", name="events_event_day_asc"),
            Index(or_infinite("date_from", "-infinity"), "id", name="events_event_day_desc"),
            GistIndex(name="events_event_period", fields=["period"]),
            *search_indexes("events_event"),
        ]
        triggers = [
            *Record.Meta.triggers,
            published_needs_support("events_event", "events_eventclaim", "event"),
            event_keeps_cause_before_effect(),
            shows("events_participation", "event"),
            shows("events_eventlink", "source", "target"),
            shows("events_figure", "event"),
            shows("events_eventclaim", "event"),
        ]

    def __str__(self) -> str:
        return self.title


class Participation(KeyedRow):
    """An actor's role in an event, with its stance towards another actor."""

    event = ForeignKey(
        Event,
        CASCADE,
        related_name="participations",
        help_text="The event that the actor took part in.",
    )
    actor = ForeignKey(Actor, PROTECT, related_name="participations", help_text="Who took part.")
    role = choice_field(ParticipationRole, 11, "Role of the actor in the event.")
    stance = choice_field(
        Stance,
        9,
        "Stance of the actor on the target below; use one row per target.",
        default=Stance.NONE,
    )
    toward = optional_reference(Actor, "stances_received", "The target of the stance.")
    on_behalf_of = optional_reference(
        Actor, "represented_in", "The actor that a person spoke or signed for."
    )
    capacity = CharField(
        max_length=120,
        blank=True,
        help_text="Office in which the actor took part, such as President.",
    )
    statement = TextField(
        blank=True, help_text="What was said, in our own words; quotations belong in claims."
    )
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
            UniqueConstraint(
                name="events_participation_unique",
                fields=["event", "actor", "role", "toward"],
                nulls_distinct=False,
                violation_error_message="The actor already has this role in the event.",
            ),
            one_of("role", ParticipationRole),
            one_of("stance", Stance),
            rule(
                "stance_has_target",
                Q(stance=Stance.NONE, toward__isnull=True)
                | ~Q(stance=Stance.NONE) & Q(toward__isnull=False),
                "A stance needs a target in “toward”, and a target needs a stance.",
            ),
            different("toward", "actor", "An actor cannot have a stance on itself."),
            different("on_behalf_of", "actor", "An actor cannot act on behalf of itself."),
        ]

    def __str__(self) -> str:
        return f"{self.actor} – {self.get_role_display()}"


class EventLink(KeyedRow):
    """A link from an event to an earlier one, such as its cause."""

    source = ForeignKey(
        Event, CASCADE, related_name="links_out", help_text="The later event, the effect."
    )
    kind = choice_field(EventLinkKind, 11, "How the later event relates to the earlier one.")
    target = ForeignKey(
        Event, PROTECT, related_name="links_in", help_text="The earlier event, the cause."
    )
    is_public = public_with_others()

    objects = CitedQuerySet.as_manager()

    class Meta:
        ordering = ["source", "kind", "target"]
        verbose_name = "link"
        constraints = [
            UniqueConstraint(
                name="events_eventlink_unique",
                fields=["source", "target", "kind"],
                violation_error_message="This link is recorded already.",
            ),
            one_of("kind", EventLinkKind),
            different("source", "target", "An event has no link to itself."),
        ]
        triggers = [
            link_puts_cause_before_effect(),
            visible_with(source="events_event", target="events_event"),
            shows("events_eventclaim", "link"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.get_kind_display().lower()} {self.target}"


class Figure(Record):
    """A number with its unit and date, about an actor, an agreement or an event."""

    # The page of an event shows its figures and their claims
    shown_with = ("event",)

    # What it counts
    metric = choice_field(Metric, 24, "What is counted.")
    value = DecimalField(
        max_digits=18,
        decimal_places=2,
        help_text="The number in the given unit; the lower end of a range.",
    )
    value_max = DecimalField(
        max_digits=18,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="The upper end of a range; otherwise empty.",
    )
    comparator = choice_field(
        Comparator, 6, "“Over 110” is > 110; “about 110” is ≈ 110.", default=Comparator.EQ
    )
    unit = choice_field(Unit, 11, "Unit of the number.")
    currency = CharField(
        max_length=3,
        blank=True,
        help_text="ISO 4217 code such as USD; only with the unit “currency”.",
    )
    as_of = date_field("Date of the figure, or the first day of the stated month.")
    as_of_precision = precision_field("How exact that day is; unknown if there is none.")

    # What it is about: exactly one
    actor = optional_reference(Actor, "figures", "The actor that the figure is about.")
    agreement = optional_reference(Agreement, "figures", "The agreement that the figure is about.")
    event = optional_reference(Event, "figures", "The event that the figure is about.")
    is_public = public_with_others()

    objects = CitedRecordQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["slug"]
        constraints = [
            *Record.Meta.constraints,
            one_of("metric", Metric),
            one_of("comparator", Comparator),
            one_of("unit", Unit),
            one_of("as_of_precision", DatePrecision),
            *stated_precision("as_of", "as_of_precision"),
            within_calendar("as_of"),
            rule("not_negative", Q(value__gte=0), "A figure cannot be negative."),
            not_before(
                "value_max", "value", "The upper end of a range cannot be below the lower end."
            ),
            rule(
                "currency_of_money",
                Q(unit=Unit.CURRENCY, currency__regex=r"^[A-Z]{3}$")
                | ~Q(unit=Unit.CURRENCY) & Q(currency=""),
                "An amount of money needs an ISO 4217 code such as USD; other units must have none.",
            ),
            rule(
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
            shows("events_eventclaim", "figure"),
        ]

    def __str__(self) -> str:
        return f"{self.get_metric_display()} {self.get_comparator_display()} {self.value.normalize():,f}"


class EventClaim(Claim):
    """What a source states about an event, a participant, a link or a figure."""

    arc = EVENT_ARC

    event = claim_target(Event, "event")
    participation = claim_target(Participation, "participant")
    link = claim_target(EventLink, "link")
    figure = claim_target(Figure, "figure")
    is_public = public_with_others()

    class Meta(Claim.Meta):
        constraints = [
            *Claim.Meta.constraints,
            *arc_constraints(
                event=Event, participation=Participation, link=EventLink, figure=Figure
            ),
        ]
        triggers = [
            claim_still_needed("events_event", "events_eventclaim", "event"),
            claim_still_needed("events_figure", "events_eventclaim", "figure"),
            confirmed_independently("events_eventclaim", EVENT_ARC),
            confirmation_still_needed("events_eventclaim", EVENT_ARC),
            visible_with(
                source="sources_source",
                event="events_event",
                participation="events_participation",
                link="events_eventlink",
                figure="events_figure",
            ),
        ]


class EventClaimSource(Source):
    """Sources, with the triggers that keep those that this app's claims need."""

    class Meta:
        proxy = True
        default_permissions = ()
        triggers = [
            source_still_needed("events_event", "events_eventclaim", "event"),
            source_still_needed("events_figure", "events_eventclaim", "figure"),
            publishers_still_differ("events_eventclaim", EVENT_ARC),
            shows("events_eventclaim", "source"),
        ]


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
