"""Admin of agreements: parties, clauses and links on one page, each with a source."""

from collections.abc import Iterator
from functools import cached_property
from itertools import count
from typing import Any

from django.contrib import admin
from django.db.models import Max, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements import models
from agreements.choices import PartyStatus
from agreements.party_admin import PartyInline
from curation.admin import (
    DATES,
    REVIEW,
    ChildAdmin,
    IdentifierAdmin,
    IdentifierInline,
    edtf_column,
)
from curation.editing.forms import EdtfDate, RowForm
from curation.editing.pasting import PasteFormat
from curation.merging.similar_names import PossibleDuplicatesFilter
from curation.term_admin import CrosswalkAdmin, CrosswalkInline, TermAdmin
from records.dates import date_text
from sources.admin import ClaimAdmin, ClaimInline
from sources.citing import (
    CITATION_LINE,
    CITING_FIELDSET,
    CitedRowForm,
    CitedRowFormSet,
    CitedRowInline,
    CitingForm,
    CitingRecordAdmin,
)


class ClauseForm(CitedRowForm):
    """A clause; without a number it gets the next free one."""

    numbers: Iterator[int]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "number" in self.fields:
            self.fields["number"].required = False

    def clean_number(self) -> int:
        number = self.cleaned_data["number"]
        return next(self.numbers) if number is None else int(number)


class ClauseFormSet(CitedRowFormSet):
    @cached_property
    def numbers(self) -> Iterator[int]:
        """Free numbers, above all those that are stored or submitted."""
        typed = [
            int(text) for text in self._submitted("number") if text.isdecimal() and len(text) < 6
        ]
        clauses = models.Clause.objects.filter(agreement=self.instance.pk)
        last = clauses.aggregate(Max("number"))["number__max"] if self.instance.pk else 0
        return count(max([last or 0, *typed]) + 1)

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if self.is_bound:
            form.numbers = self.numbers


class ClauseInline(CitedRowInline):
    model = models.Clause
    claims = models.AgreementClaim
    form = ClauseForm
    formset = ClauseFormSet
    template = "admin/curation/stacked.html"
    fields = [
        ("number", "heading"),
        ("text", "text_basis"),
        ("commitment", "strength", "activation"),
        ("topics", "concerns"),
        CITATION_LINE,
    ]
    paste = PasteFormat(
        _("Paste clauses"),
        _(
            "One clause per paragraph, or one per line that begins with a number. The first line becomes"
            " the heading, the others the text; [L23] at the end is the place in the source."
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("topics", "concerns")


class AgreementLinkInline(CitedRowInline):
    model = models.AgreementLink
    fk_name = "source"
    claims = models.AgreementClaim
    fields = ["kind", "target", *CITATION_LINE]
    related = ("source", "target")


class AgreementIdentifierInline(IdentifierInline):
    model = models.AgreementIdentifier


class AgreementClaimInline(ClaimInline):
    model = models.AgreementClaim
    children = {
        "party": "agreement",
        "action": "party__agreement",
        "clause": "agreement",
        "link": "source",
    }


class AgreementForm(CitingForm):
    signed = EdtfDate(
        "signed_on", "signed_precision", label=_("Signed"), help_text=_("Signature or adoption.")
    )
    in_force = EdtfDate(
        "in_force_on",
        "in_force_precision",
        label=_("In force on"),
        help_text=_("Entry into force."),
    )
    terminated = EdtfDate(
        "terminated_on",
        "terminated_precision",
        label=_("Terminated on"),
        help_text=_("First day on which it was no longer in force."),
    )


@admin.register(models.Agreement)
class AgreementAdmin(CitingRecordAdmin):
    form = AgreementForm
    fieldsets = [
        (
            _("What it is"),
            {
                "fields": [
                    "title",
                    ("short_title", "slug"),
                    ("kind", "status"),
                    ("bindingness", "open_to_accession", "bloc"),
                    "summary",
                ]
            },
        ),
        (_("When"), {"description": DATES, "fields": [("signed", "in_force", "terminated")]}),
        (_("Its text"), {"fields": [("text_status", "text_url")]}),
        REVIEW,
        CITING_FIELDSET,
    ]
    prepopulated_fields = {"slug": ["title"]}
    inlines = [
        PartyInline,
        ClauseInline,
        AgreementLinkInline,
        AgreementIdentifierInline,
        AgreementClaimInline,
    ]
    list_display = ["__str__", "kind", "status", "signed", "bindingness", "review_status"]
    list_filter = [
        "review_status",
        "kind",
        "status",
        "bindingness",
        "text_status",
        PossibleDuplicatesFilter,
    ]
    search_fields = ["slug", "folded"]
    signed = edtf_column("signed_on", "signed_precision", description=_("signed"))


class TopicCrosswalkInline(CrosswalkInline):
    model = models.TopicCrosswalk


@admin.register(models.Topic)
class TopicAdmin(TermAdmin):
    inlines = [TopicCrosswalkInline]


admin.site.register(models.TopicCrosswalk, CrosswalkAdmin)


@admin.register(models.AgreementParty)
class AgreementPartyAdmin(ChildAdmin):
    parent_field = "agreement"
    list_display = ["actor", "role", "status", "since", "parent_link"]
    list_select_related = ["actor", "agreement"]
    list_filter = ["role", "actions__kind"]
    search_fields = ["actor__folded", "agreement__folded"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).with_standing(timezone.localdate())  # type: ignore[attr-defined]

    @admin.display(description=_("status"))
    def status(self, row: Any) -> str:
        return str(PartyStatus(row.status).label)

    @admin.display(description=_("since"))
    def since(self, row: Any) -> str:
        return date_text(row.status_on, row.status_precision)


class PartyActionForm(RowForm):
    happened = EdtfDate("happened_on", "happened_precision", label=_("Date"))
    effective = EdtfDate("effective_on", "effective_precision", label=_("In effect"))


@admin.register(models.PartyAction)
class PartyActionAdmin(ChildAdmin):
    form = PartyActionForm
    parent_field = "party"
    list_display = ["kind", "happened", "party", "text", "parent_link"]
    list_select_related = ["party__actor", "party__agreement"]
    list_filter = ["kind"]
    search_fields = ["party__actor__folded", "party__agreement__folded"]
    happened = edtf_column("happened_on", "happened_precision", description=_("date"))

    def parent_of(self, row: Any) -> Any:
        return row.party.agreement


@admin.register(models.Representative)
class RepresentativeAdmin(ChildAdmin):
    parent_field = "action"
    list_display = ["person", "office", "action", "parent_link"]
    list_select_related = ["person", "action__party__actor", "action__party__agreement"]
    search_fields = ["person__folded", "office"]

    def parent_of(self, row: Any) -> Any:
        return row.action.party.agreement


@admin.register(models.Clause)
class ClauseAdmin(ChildAdmin):
    parent_field = "agreement"
    list_display = ["heading", "number", "commitment", "strength", "activation", "parent_link"]
    list_select_related = ["agreement"]
    list_filter = ["commitment", "strength", "activation", "text_basis"]
    search_fields = ["folded"]


@admin.register(models.AgreementLink)
class AgreementLinkAdmin(ChildAdmin):
    parent_field = "source"
    list_display = ["kind", "target", "parent_link"]
    list_select_related = ["source", "target"]
    list_filter = ["kind"]
    search_fields = ["source__folded", "target__folded"]


admin.site.register(models.AgreementIdentifier, IdentifierAdmin)
admin.site.register(models.AgreementClaim, ClaimAdmin)
