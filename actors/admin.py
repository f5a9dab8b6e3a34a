"""Admin of actors, their names and codes, and the relationships between them."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from actors.models import (
    Actor,
    ActorClaim,
    ActorIdentifier,
    ActorName,
    Relationship,
    RelationshipIdentifier,
)
from curation.admin import (
    DATES,
    REVIEW,
    ChildAdmin,
    IdentifierAdmin,
    IdentifierInline,
    RecordAdmin,
    RowInline,
    edtf_column,
)
from curation.editing.forms import EdtfDate, RowForm
from curation.editing.validity import validity_fields
from curation.merging.similar_names import PossibleDuplicatesFilter
from sources.admin import ClaimAdmin, ClaimInline


class NameForm(RowForm):
    used_from, used_to = validity_fields()


class NameInline(RowInline):
    model = ActorName
    form = NameForm
    fields = ["name", "language", "kind", "used_from", "used_to"]


class ActorIdentifierInline(IdentifierInline):
    model = ActorIdentifier

    def get_extra(self, request: HttpRequest, obj: Model | None = None, **kwargs: Any) -> int:
        return 0 if obj else 1


class RelationshipIdentifierInline(IdentifierInline):
    model = RelationshipIdentifier


class RelationInline(RowInline):
    """Relationships of an actor."""

    model = Relationship
    lists_records = True
    show_change_link = True
    can_delete = False
    readonly_fields = ["kind", "status", "start", "end", "review_status"]
    start = edtf_column("start_on", "start_precision", description=_("start"))
    end = edtf_column("end_on", "end_precision", description=_("end"))
    related = ("subject", "object")


class SubjectInline(RelationInline):
    fk_name = "subject"
    fields = ["kind", "status", "object", "start", "end", "review_status"]
    readonly_fields = [*RelationInline.readonly_fields, "object"]
    verbose_name_plural = _("relationships to other actors")


class ObjectInline(RelationInline):
    fk_name = "object"
    fields = ["subject", "kind", "status", "start", "end", "review_status"]
    readonly_fields = [*RelationInline.readonly_fields, "subject"]
    verbose_name_plural = _("relationships of other actors to it")


class ActorClaimInline(ClaimInline):
    model = ActorClaim


class ActorForm(RowForm):
    existed_from = EdtfDate("active_from", "active_from_precision", label=_("Active from"))
    existed_to = EdtfDate(
        "active_to",
        "active_to_precision",
        label=_("Active to"),
        help_text=_("First day on which it no longer existed."),
    )


@admin.register(Actor)
class ActorAdmin(RecordAdmin):
    form = ActorForm
    fieldsets = [
        (_("Who it is"), {"fields": ["name", "slug", ("kind", "country"), "description"]}),
        (_("When it existed"), {"fields": [("existed_from", "existed_to", "lifecycle")]}),
        REVIEW,
    ]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [NameInline, ActorIdentifierInline, SubjectInline, ObjectInline, ActorClaimInline]
    list_display = ["name", "kind", "country", "lifecycle", "review_status"]
    list_select_related = ["country"]
    list_filter = ["review_status", "kind", "lifecycle", PossibleDuplicatesFilter]
    search_fields = ["slug", "folded", "names__folded"]
    existed_from = edtf_column("active_from", "active_from_precision", description=_("active from"))
    existed_to = edtf_column("active_to", "active_to_precision", description=_("active to"))


class RelationshipForm(RowForm):
    start = EdtfDate("start_on", "start_precision", label=_("Start"))
    end = EdtfDate(
        "end_on",
        "end_precision",
        label=_("End"),
        help_text=_("First day on which it no longer held."),
    )


@admin.register(Relationship)
class RelationshipAdmin(RecordAdmin):
    form = RelationshipForm
    fieldsets = [
        (_("Who"), {"fields": ["subject", ("kind", "status"), "object", "title", "slug"]}),
        (_("When"), {"description": DATES, "fields": [("start", "end"), ("lifecycle", "as_of")]}),
        REVIEW,
    ]
    inlines = [RelationshipIdentifierInline, ActorClaimInline]
    list_display = ["subject", "kind", "status", "object", "title", "start", "end", "review_status"]
    list_select_related = ["subject", "object"]
    list_filter = ["review_status", "kind", "status", "lifecycle"]
    search_fields = ["slug", "title__folded__contains", "subject__folded", "object__folded"]
    start = edtf_column("start_on", "start_precision", description=_("start"))
    end = edtf_column("end_on", "end_precision", description=_("end"))


@admin.register(ActorName)
class ActorNameAdmin(ChildAdmin):
    parent_field = "actor"
    form = NameForm
    list_display = ["name", "language", "kind", "parent_link"]
    list_select_related = ["actor"]
    list_filter = ["kind", "language"]
    search_fields = ["folded", "actor__folded"]


admin.site.register([ActorIdentifier, RelationshipIdentifier], IdentifierAdmin)


@admin.register(ActorClaim)
class ActorClaimAdmin(ClaimAdmin):
    def get_list_select_related(self, request: HttpRequest) -> list[str]:
        related = super().get_list_select_related(request)
        return [*related, "relationship__subject", "relationship__object"]
