"""Dated events: what happened where, who took part, what came of it, and figures."""

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
from events.querysets import (
    EventQuerySet,
    PlaceQuerySet,
)
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
from records.fields import choice_field, date_field, precision_field
from records.models import Crosswalk, KeyedRow, Record, Term
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
# The language of a name that is not known, in BCP 47
UNDETERMINED = "und"


class EventType(Term):
    """One sort of event, in a vocabulary of two levels."""

    class Meta(Term.Meta):
        triggers = [
            child_code_below_parent("events_eventtype"),
            parent_keeps_code("events_eventtype"),
        ]


class EventTypeCrosswalk(Crosswalk):
    """An event type's counterpart in another coding scheme."""

    term = ForeignKey(EventType, CASCADE, related_name="crosswalks", help_text="Our type of event.")
    scheme = choice_field(EventTypeScheme, 6, "The coding scheme the code belongs to.")

    class Meta(Crosswalk.Meta):
        verbose_name = "counterpart"
        constraints = [*Crosswalk.Meta.constraints, one_of("scheme", EventTypeScheme)]


class Place(KeyedRow):
    """One place that events happen at, from a facility to a region."""

    slug = SlugField(
        max_length=120,
        db_index=False,
        help_text="Human key: lower-case words joined by hyphens, such as novi-sad.",
    )
    name = CharField(max_length=200, help_text="Name in English use, with its diacritics.")
    kind = choice_field(PlaceKind, 10, "What sort of place it is.")
    country = ForeignKey(
        Actor,
        PROTECT,
        null=True,
        blank=True,
        related_name="places",
        help_text="The country it lies in; empty for waters and regions across borders.",
    )
    parent = ForeignKey(
        "self",
        PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        help_text="The larger place it is part of.",
    )
    latitude = DecimalField(
        max_digits=7,
        decimal_places=5,
        null=True,
        blank=True,
        help_text="Degrees north, WGS 84, of a point inside the place.",
    )
    longitude = DecimalField(
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        help_text="Degrees east, WGS 84, of the same point.",
    )
    geonames_id = PositiveIntegerField(null=True, blank=True, help_text="Number at GeoNames.")

    # Searched
    folded = folded_column("name")
    search = search_column(name="A")

    objects = PlaceQuerySet.as_manager()

    class Meta:
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
            different("parent", "id", "A place is not part of itself."),
        ]
        indexes = search_indexes("events_place")

    def __str__(self) -> str:
        return self.name

    def names_from(self, other: "Place") -> list["PlaceName"]:
        """The other's name, unless one of both is known by it already."""
        further = PlaceName.objects.filter(place__in=(self, other))
        known = {self.name, *further.values_list("name", flat=True)}
        return [] if other.name in known else [PlaceName(place=self, name=other.name)]


class PlaceName(KeyedRow):
    """One further name of a place: in another language or script, a former one, an exonym."""

    place = ForeignKey(Place, CASCADE, related_name="names", help_text="Whose name this is.")
    name = CharField(max_length=200, help_text="The name as written in that language and script.")
    language = CharField(
        max_length=20,
        default=UNDETERMINED,
        help_text="BCP 47 tag, with the script where a language has two: sq, sr-Cyrl, sr-Latn; "
        "und if the source does not say.",
    )

    # Searched
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
    """One thing that happened, was announced or is alleged, with its window of time."""

    # What
    type = ForeignKey(
        EventType, PROTECT, related_name="events", help_text="The narrowest type that fits."
    )
    title = CharField(
        max_length=300, help_text="Who did what, in one neutral line; the date goes below."
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
    date_to = date_field("Last possible day; empty for what goes on, or may.")
    date_precision = choice_field(
        WindowPrecision,
        7,
        "How exact both days are: the day, a range of exact days, or whole months or years.",
        default=WindowPrecision.UNKNOWN,
    )
    is_span = BooleanField(
        default=False,
        help_text="Set if it lasted throughout; otherwise it happened once inside the window.",
    )
    lifecycle = choice_field(
        Lifecycle,
        7,
        "Whether it still goes on. Unknown is not the same as ongoing.",
        default=Lifecycle.ENDED,
    )
    period = generated_period(
        "window_period", "date_from", "date_to", "date_precision", "lifecycle"
    )

    # Where
    place = ForeignKey(
        Place, PROTECT, null=True, blank=True, related_name="events", help_text="Where it happened."
    )
    geo_precision = CharField(
        max_length=10,
        choices=GeoPrecision.choices,
        blank=True,
        help_text="How exactly that place is known; empty without a place.",
    )

    # Context
    agreement = ForeignKey(
        Agreement,
        PROTECT,
        null=True,
        blank=True,
        related_name="events",
        help_text="The agreement it is about: signed, ratified, announced, rejected.",
    )
    parent = ForeignKey(
        "self",
        PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        help_text="The larger event it is part of.",
    )

    # Searched
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
                "A precision of place needs a place.",
            ),
            rule("titled", ~Q(title=""), "An event needs a title."),
            within_calendar("date_from", "date_to"),
            not_before("date_to", "date_from", "An event cannot end before it starts."),
            rule(
                "undated_is_unknown",
                Q(date_from__isnull=True, date_to__isnull=True, date_precision="unknown")
                | Q(date_from__isnull=False) & ~Q(date_precision="unknown"),
                "A window needs its first day, and no date at all means precision “unknown”.",
            ),
            rule(
                "window_fits_precision",
                Q(date_from__isnull=True)
                | Q(date_from=first_day_of("date_from", "date_precision"))
                & (Q(date_to__isnull=True) | Q(date_to=last_day_of("date_to", "date_precision"))),
                "Whole months, quarters, years or decades start on their first and end on their last day.",
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
                "Only an event that lasts can be without a last day.",
            ),
            rule(
                "ongoing_has_no_end",
                ~Q(lifecycle=Lifecycle.ONGOING) | Q(is_span=True, date_to__isnull=True),
                "What is ongoing lasts and has no last day.",
            ),
            different("parent", "id", "An event is not part of itself."),
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
    """One actor's part in an event, in one role, with one stance towards one target."""

    event = ForeignKey(
        Event, CASCADE, related_name="participations", help_text="The event this is about."
    )
    actor = ForeignKey(Actor, PROTECT, related_name="participations", help_text="Who took part.")
    role = choice_field(ParticipationRole, 11, "As what they took part.")
    stance = choice_field(
        Stance,
        9,
        "What they thought of the target below; two targets are two rows.",
        default=Stance.NONE,
    )
    toward = ForeignKey(
        Actor,
        PROTECT,
        null=True,
        blank=True,
        related_name="stances_received",
        help_text="Whom the stance is about.",
    )
    on_behalf_of = ForeignKey(
        Actor,
        PROTECT,
        null=True,
        blank=True,
        related_name="represented_in",
        help_text="Whom a person spoke or signed for.",
    )
    capacity = CharField(
        max_length=120, blank=True, help_text="In which office, such as President."
    )
    statement = TextField(
        blank=True, help_text="What was said, in our words; quotations in claims."
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
                violation_error_message="The actor has this part in the event already.",
            ),
            one_of("role", ParticipationRole),
            one_of("stance", Stance),
            rule(
                "stance_has_target",
                Q(stance=Stance.NONE, toward__isnull=True)
                | ~Q(stance=Stance.NONE) & Q(toward__isnull=False),
                "A stance needs its target in “toward”, and a target needs a stance.",
            ),
            different("toward", "actor", "A stance is about somebody else."),
            different("on_behalf_of", "actor", "Nobody acts on behalf of themselves."),
        ]

    def __str__(self) -> str:
        return f"{self.actor} – {self.get_role_display()}"


class EventLink(KeyedRow):
    """One event's relation to an earlier one: it responds to it, was caused by it, follows it."""

    source = ForeignKey(
        Event, CASCADE, related_name="links_out", help_text="The later event, the effect."
    )
    kind = choice_field(EventLinkKind, 11, "How it relates to the other.")
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
    """One number with its unit, its day and what it is about."""

    # Figures and their claims are on the page of their event too
    shown_with = ("event",)

    # What it counts
    metric = choice_field(Metric, 24, "What is counted.")
    value = DecimalField(
        max_digits=18, decimal_places=2, help_text="The number, in units; the lower end of a range."
    )
    value_max = DecimalField(
        max_digits=18,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="The upper end of a range; otherwise empty.",
    )
    comparator = choice_field(
        Comparator, 6, "“Over 110” is > 110; “about” is ≈.", default=Comparator.EQ
    )
    unit = choice_field(Unit, 11, "What the number is of.")
    currency = CharField(
        max_length=3, blank=True, help_text="ISO 4217 code such as USD; only with unit currency."
    )
    as_of = date_field("Day it holds for, or the first day of the stated month.")
    as_of_precision = precision_field("How exact that day is; unknown if there is none.")

    # What it is about: exactly one
    actor = ForeignKey(
        Actor,
        PROTECT,
        null=True,
        blank=True,
        related_name="figures",
        help_text="The actor it is about.",
    )
    agreement = ForeignKey(
        Agreement,
        PROTECT,
        null=True,
        blank=True,
        related_name="figures",
        help_text="The agreement it is about.",
    )
    event = ForeignKey(
        Event,
        PROTECT,
        null=True,
        blank=True,
        related_name="figures",
        help_text="The event it is about.",
    )
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
            rule("not_negative", Q(value__gte=0), "A figure is not negative."),
            not_before(
                "value_max", "value", "The upper end of a range is not below the lower one."
            ),
            rule(
                "currency_of_money",
                Q(unit=Unit.CURRENCY, currency__regex=r"^[A-Z]{3}$")
                | ~Q(unit=Unit.CURRENCY) & Q(currency=""),
                "An amount of money needs an ISO 4217 code such as USD; other units have none.",
            ),
            rule(
                "about_one_thing",
                Q(actor__isnull=False, agreement__isnull=True, event__isnull=True)
                | Q(actor__isnull=True, agreement__isnull=False, event__isnull=True)
                | Q(actor__isnull=True, agreement__isnull=True, event__isnull=False),
                "A figure is about exactly one of: an actor, an agreement, an event.",
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
    """What one source states about an event, a participant, a link or a figure."""

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
    """An agreement seen from here: carries the trigger that shows and hides figures with it."""

    class Meta:
        proxy = True
        default_permissions = ()
        triggers = [shows("events_figure", "agreement")]
