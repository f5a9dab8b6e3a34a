"""The list of proposals: its columns and filters, such as the corrections of one import that conflict."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from curation.choices import ProposalState
from curation.models import Proposal
from curation.review.conflicts import conflicting_corrections
from curation.types import Text

# Parameters of the address of the list, and values of the filter by conflicts
GROUP, STATE, CONFLICT = "group__id__exact", "state__exact", "conflict"
YES, NO = "yes", "no"
# How much of a change the list shows
MAX_CHARACTERS, MAX_FIELDS = 120, 3


class ConflictFilter(admin.SimpleListFilter):
    """Filters open corrections by whether a later change prevents accepting them; other proposals say it themselves."""

    title = _("conflict with a later change")
    parameter_name = CONFLICT

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Text]]:
        return [(YES, _("Cannot be accepted")), (NO, _("Can be accepted"))]

    def queryset(
        self, request: HttpRequest, queryset: "QuerySet[Proposal]"
    ) -> "QuerySet[Proposal]":
        if self.value() not in {YES, NO}:
            return queryset
        conflicting = conflicting_corrections(queryset)
        if self.value() == YES:
            return queryset.filter(pk__in=conflicting)
        return queryset.filter(state=ProposalState.OPEN).exclude(pk__in=conflicting)


def change_text(proposal: Proposal) -> str:
    """The first fields that a proposal changes, in one line."""
    fields = [f for row in proposal.difference for f in row["fields"] if f["old"] != f["new"]]
    texts = [f"{f['label']}: {f['old'] or '–'} → {f['new'] or '–'}" for f in fields[:MAX_FIELDS]]
    if len(fields) > MAX_FIELDS:
        texts.append(gettext("%(count)s more") % {"count": len(fields) - MAX_FIELDS})
    return str(Truncator("; ".join(texts)).chars(MAX_CHARACTERS))
