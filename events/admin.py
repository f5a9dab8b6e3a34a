"""Admin of events with their participants and links, of figures, places and event types."""

from typing import Any, ClassVar

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms import Script
from django.utils.translation import gettext_lazy as _

from curation.admin import (
    DATES,
    REVIEW,
    ChildAdmin,
    IdentifierAdmin,
    IdentifierInline,
    RecordAdmin,
    RowAdmin,
    RowInline,
    edtf_column,
)
from curation.editing.forms import EdtfDate, EdtfWindow, RowForm
from curation.editing.pasting import PasteFormat
from curation.editing.validity import validity_fields
from curation.merging.pages import MergeMixin
from curation.merging.similar_names import PossibleDuplicatesFilter, SimilarNamesMixin
from curation.review.proposal_pages import ProposalMixin
from curation.term_admin import CrosswalkAdmin, CrosswalkInline, TermAdmin
from events import models
from events.bounds_admin import BoundsMixin, DatingFilter
from events.gazetteer_pages import GazetteerPages
from sources.admin import ClaimAdmin, ClaimInline
from sources.citing import (
    CITATION_LINE,
    CITING_FIELDSET,
    CitedRowInline,
    CitingForm,
    CitingRecordAdmin,
)


class ParticipationInline(CitedRowInline):
    model = models.Participation
    claims = models.EventClaim
    template = "admin/curation/stacked.html"
    fields = [
        ("actor", "role", "stance", "toward"),
        ("on_behalf_of", "capacity", "statement"),
        CITATION_LINE,
    ]
    paste = PasteFormat(
        _("Paste participants"),
        _(
            "One participant per line: name; role; stance. Example: Serbia; speaker; opposes."
            " Missing values are taken from the line above."
        ),
        columns=("actor", "role", "stance"),
    )
    related = ("actor", "toward", "on_behalf_of")


class LinkInline(CitedRowInline):
    model = models.EventLink
    fk_name = "source"
    claims = models.EventClaim
    fields = ["kind", "target", "lag", "lag_unit", *CITATION_LINE]
    verbose_name_plural = _("links to earlier events")
    related = ("source", "target")


class FigureInline(RowInline):
    """The figures of the event."""

    model = models.Figure
    lists_records = True
    show_change_link = True
    can_delete = False
    fields = ["metric", "comparator", "value", "unit", "review_status"]
    readonly_fields = ["metric", "comparator", "value", "unit", "review_status"]


class EventIdentifierInline(IdentifierInline):
    model = models.EventIdentifier


class FigureIdentifierInline(IdentifierInline):
    model = models.FigureIdentifier


class EventClaimInline(ClaimInline):
    model = models.EventClaim
    children = {"participation": "event", "link": "source", "figure": "event"}


class FigureClaimInline(ClaimInline):
    model = models.EventClaim


class EventForm(CitingForm):
    date = EdtfWindow(label=_("Date"))

    def clean(self) -> dict[str, Any] | None:
        """The set `[a..b]` is for what happened once, and the interval `a/b` for what lasted."""
        cleaned = super().clean()
        if "date" in self.cleaned_data and "is_span" in self.cleaned_data:
            field: Any = self.fields["date"]
            text = self["date"].data or ""
            try:
                field.check_span(text, self.cleaned_data["is_span"])
            except ValidationError as error:
                self.add_error("date", error)
        return cleaned


@admin.register(models.Event)
class EventAdmin(BoundsMixin, CitingRecordAdmin):
    form = EventForm
    fieldsets = [
        (_("What"), {"fields": ["title", "slug", ("type", "modality"), "summary"]}),
        (
            _("When"),
            {
                "description": DATES,
                "fields": [("date", "is_span", "lifecycle"), "undated_reason", "inferred_days"],
            },
        ),
        (_("Where"), {"fields": [("place", "geo_precision")]}),
        (_("Context"), {"fields": [("agreement", "parent", "part_in_time")]}),
        REVIEW,
        CITING_FIELDSET,
    ]
    prepopulated_fields = {"slug": ["title"]}
    inlines = [
        ParticipationInline,
        LinkInline,
        FigureInline,
        EventIdentifierInline,
        EventClaimInline,
    ]
    list_display = ["title", "date", "type", "place", "modality", "review_status"]
    list_select_related = ["type", "place"]
    list_filter = [
        *("review_status", PossibleDuplicatesFilter, DatingFilter),
        *("modality", "lifecycle", "type"),
    ]
    search_fields = ["slug", "folded"]
    readonly_fields: ClassVar[Any] = [*CitingRecordAdmin.readonly_fields, "inferred_days"]


class FigureForm(RowForm):
    day = EdtfDate("as_of", "as_of_precision", label=_("As of"))


@admin.register(models.Figure)
class FigureAdmin(RecordAdmin):
    form = FigureForm
    fieldsets = [
        (
            _("What it counts"),
            {
                "fields": [
                    ("metric", "slug"),
                    ("comparator", "value", "value_max"),
                    ("unit", "currency", "day"),
                ]
            },
        ),
        (
            _("What it is about: exactly one of these"),
            {"fields": [("actor", "agreement", "event")]},
        ),
        REVIEW,
    ]
    inlines = [FigureIdentifierInline, FigureClaimInline]
    list_display = ["__str__", "unit", "day", "actor", "agreement", "event", "review_status"]
    list_select_related = ["actor", "agreement", "event"]
    list_filter = ["review_status", "metric", "unit"]
    search_fields = ["slug", "actor__folded", "agreement__folded", "event__folded"]
    day = edtf_column("as_of", "as_of_precision", description=_("as of"))


class PlaceNameForm(RowForm):
    used_from, used_to = validity_fields()


class PlaceNameInline(RowInline):
    model = models.PlaceName
    form = PlaceNameForm
    fields = ["name", "language", "used_from", "used_to"]
    verbose_name = _("further name")
    verbose_name_plural = _("further names")


class PlaceIdentifierInline(IdentifierInline):
    model = models.PlaceIdentifier


@admin.register(models.Place)
class PlaceAdmin(GazetteerPages, ProposalMixin, MergeMixin, SimilarNamesMixin, RowAdmin):
    change_form_template = "events/place_form.html"
    fields = [
        ("name", "slug"),
        "kind",
        ("country", "parent"),
        ("latitude", "longitude", "geonames_id"),
    ]
    inlines = [PlaceNameInline, PlaceIdentifierInline]
    prepopulated_fields = {"slug": ["name"]}
    list_display = ["name", "kind", "country", "parent", "latitude", "longitude"]
    list_select_related = ["country", "parent"]
    list_filter = ["kind", PossibleDuplicatesFilter, ("latitude", admin.EmptyFieldListFilter)]
    search_fields = ["slug", "folded", "names__folded"]

    class Media:
        css = {"all": ["events/places.css"]}
        js = [Script("events/gazetteer.js", defer=True), Script("events/map.js", defer=True)]


@admin.register(models.PlaceName)
class PlaceNameAdmin(ChildAdmin):
    parent_field = "place"
    form = PlaceNameForm
    list_display = ["name", "language", "parent_link"]
    list_select_related = ["place"]
    list_filter = ["language"]
    search_fields = ["folded", "place__folded"]


class EventTypeCrosswalkInline(CrosswalkInline):
    model = models.EventTypeCrosswalk


@admin.register(models.EventType)
class EventTypeAdmin(TermAdmin):
    inlines = [EventTypeCrosswalkInline]


admin.site.register(models.EventTypeCrosswalk, CrosswalkAdmin)


@admin.register(models.Participation)
class ParticipationAdmin(ChildAdmin):
    parent_field = "event"
    list_display = ["actor", "role", "stance", "toward", "on_behalf_of", "parent_link"]
    list_select_related = ["actor", "toward", "on_behalf_of", "event"]
    list_filter = ["role", "stance"]
    search_fields = ["actor__folded", "event__folded"]


@admin.register(models.EventLink)
class EventLinkAdmin(ChildAdmin):
    parent_field = "source"
    list_display = ["kind", "target", "parent_link"]
    list_select_related = ["source", "target"]
    list_filter = ["kind"]
    search_fields = ["source__folded", "target__folded"]


admin.site.register(
    [models.EventIdentifier, models.PlaceIdentifier, models.FigureIdentifier], IdentifierAdmin
)
admin.site.register(models.EventClaim, ClaimAdmin)
