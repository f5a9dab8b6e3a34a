"""What the page of an import says about its corrections: how many wait, conflict, and were decided on."""

from dataclasses import dataclass, field

from django.db.models import Count
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from curation.admin_urls import admin_url
from curation.choices import ProposalState
from curation.models import Proposal, ProposalGroup
from curation.review.conflicts import conflicting_corrections
from curation.review.proposal_lists import CONFLICT, GROUP, NO, STATE, YES
from curation.types import AnyUser
from imports.models import Import


@dataclass(frozen=True)
class ProposalsLine:
    """How many proposals of a group have come how far; `url` leads to their list, if the user may see it."""

    text: str
    url: str


@dataclass(frozen=True)
class GroupSummary:
    """The corrections of an import, or the proposals that undo them."""

    heading: str
    lines: list[ProposalsLine] = field(default_factory=list)


def proposal_groups(import_job: Import, user: AnyUser) -> list[GroupSummary]:
    """The groups of proposals that an import made."""
    groups = (
        (_("Corrections of published records"), import_job.proposals),
        (_("Undoing the corrections that were accepted"), import_job.undoing_proposals),
    )
    return [GroupSummary(text, _lines(group, user)) for text, group in groups if group]


def _lines(group: ProposalGroup, user: AnyUser) -> list[ProposalsLine]:
    proposals = Proposal.objects.filter(group=group)
    counts = dict(proposals.order_by().values_list("state").annotate(Count("pk")))
    conflicting = len(conflicting_corrections(proposals))
    can_be = counts.get(ProposalState.OPEN, 0) - conflicting
    states = ProposalState
    found = (
        (_("%(count)s wait for a second person"), can_be, {STATE: states.OPEN, CONFLICT: NO}),
        (
            _("%(count)s conflict with later changes and cannot be accepted"),
            conflicting,
            {STATE: states.OPEN, CONFLICT: YES},
        ),
        (_("%(count)s accepted"), counts.get(states.ACCEPTED, 0), {STATE: states.ACCEPTED}),
        (_("%(count)s declined"), counts.get(states.DECLINED, 0), {STATE: states.DECLINED}),
        (_("%(count)s taken back"), counts.get(states.WITHDRAWN, 0), {STATE: states.WITHDRAWN}),
    )
    may_view = user.has_perm("curation.view_proposal")
    return [
        ProposalsLine(
            text % {"count": number_format(count, force_grouping=True)},
            admin_url(Proposal, "changelist", query={GROUP: str(group.pk), **query})
            if may_view
            else "",
        )
        for text, count, query in found
        if count
    ]
