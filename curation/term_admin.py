"""Base classes of the admin pages of vocabularies."""

from django.contrib import admin

from curation.admin import ChildAdmin, RowAdmin, RowInline
from curation.review.proposal_pages import ProposalMixin


class TermAdmin(ProposalMixin, RowAdmin):
    """A vocabulary."""

    fields = ["code", "label", "definition", "parent"]
    list_display = ["code", "label", "parent", "definition"]
    list_select_related = ["parent"]
    search_fields = ["code", "label__folded__contains"]
    list_filter = [("parent", admin.EmptyFieldListFilter)]


class CrosswalkInline(RowInline):
    """Equivalents of a term in other schemes, on the page of the term."""

    fields = ["scheme", "code", "match"]


class CrosswalkAdmin(ChildAdmin):
    """Equivalents of terms as a list."""

    parent_field = "term"
    list_display = ["scheme", "code", "match", "parent_link"]
    list_select_related = ["term"]
    list_filter = ["scheme", "match"]
    search_fields = ["code", "term__code", "term__label__folded__contains"]
