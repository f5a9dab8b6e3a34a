"""Proposed changes of published records: made by one user, accepted by another, replayed as they were sent."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, connection, transaction
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from curation.admin_urls import admin_url
from curation.choices import ProposalState
from curation.database_errors import ChangeRefusedError, refusal_message
from curation.editing.form_diff import (
    FilledPage,
    RowDiff,
    compare_states,
    fill_page,
    page_changes,
    page_state,
    request_with_data,
)
from curation.editing.paging import PagedRowsMixin
from curation.history.restoring import RestorePlan
from curation.history.revisions import RecordTree
from curation.history.timeline import changed_rows
from curation.history.tracking import history_context, with_reason
from curation.models import Proposal
from curation.review.transitions import PUBLISHED, may
from curation.types import AnyUser, user_id
from records.models import Record

# A proposal to restore something holds, instead of a form, the target and the digest of its plan
RESTORE, SEAL = "restore", "seal"
# What a browser sends apart from the fields of the record
NOT_FIELDS = {
    "csrfmiddlewaretoken",
    "proposal_note",
    "_save",
    "_continue",
    "_addanother",
    "_saveasnew",
}
PROPOSED = _("Your change of “%(record)s” is proposed; a reviewer other than you must accept it.")
ALREADY_DECIDED = _("This proposal has been decided already.")


class ProposedError(Exception):
    """Raised to roll back a save that must be proposed instead."""


def proposal_url(proposal: Proposal) -> str:
    """Address of the page where the proposal is shown and decided."""
    return admin_url(Proposal, "change", proposal.pk)


def propose(admin: PagedRowsMixin, request: HttpRequest, record: Record) -> Proposal:
    """Stores the form that was sent as a proposal; it must be valid, and nothing of it may be saved."""
    data = {name: values for name, values in request.POST.lists() if name not in NOT_FIELDS}
    # Reads the record again, because a form changes the one it is given.
    page = fill_page(admin, request, admin.get_object(request, str(record.pk)), request.POST)
    difference = page_changes(page)
    before = page_state(fill_page(admin, request, record, None))
    note = request.POST.get("proposal_note", "").strip()
    return _create(request, record, data, difference, before=before, note=note)


def propose_restore(request: HttpRequest, record: Record, plan: RestorePlan, note: str) -> Proposal:
    """Stores a restore from the history as a proposal; changes nothing."""
    data = {RESTORE: [plan.target], SEAL: [plan.digest]}
    return _create(request, record, data, _row_diffs(plan), before={}, note=note)


def difference_of(admin: PagedRowsMixin, request: HttpRequest, proposal: Proposal) -> list[RowDiff]:
    """What the proposal changes, as long as its record has not changed."""
    if RESTORE in proposal.data:
        return list(proposal.difference)
    return page_changes(_fill_proposed(admin, request, proposal))


def conflicts_of(admin: PagedRowsMixin, request: HttpRequest, proposal: Proposal) -> list[RowDiff]:
    """What has changed in the record since the proposal was made."""
    if RESTORE in proposal.data:
        plan = _restore_plan(proposal)
        if plan.digest == proposal.data[SEAL][0]:
            return []
        unnamed: RowDiff = {"row": str(proposal.record), "what": "changed", "fields": []}
        return _row_diffs(plan) or [unnamed]
    record = admin.get_object(request, str(proposal.object_id))
    return compare_states(proposal.before, page_state(fill_page(admin, request, record, None)))


def decision_refusal(proposal: Proposal, user: AnyUser) -> str:
    """Why this user can neither accept nor decline the proposal; empty if they can."""
    record: Any = proposal.record
    if proposal.state != ProposalState.OPEN:
        return str(ALREADY_DECIDED)
    if proposal.author_id == user.pk:
        return gettext("It is your own proposal: somebody else must decide.")
    if not may(user, "publish", record) or not may(user, "change", record):
        return gettext("Only reviewers decide on proposals.")
    return ""


def decide(
    admin: PagedRowsMixin, request: HttpRequest, proposal: Proposal, state: str, note: str
) -> None:
    """Accepts, declines or withdraws a proposal completely, or raises ChangeRefusedError.

    Accepting sends its form again, as this user, through the admin page of its record.
    """
    try:
        with transaction.atomic():
            locked = Proposal.objects.select_for_update().get(pk=proposal.pk)
            _check_decision(locked, state, request.user, note)
            if state == ProposalState.ACCEPTED:
                _replay(admin, request, locked, note)
            locked.state, locked.decided_by_id, locked.decision_note = state, request.user.pk, note
            locked.save(update_fields=["state", "decided_by", "decision_note"])
            connection.check_constraints()
    except IntegrityError as error:
        raise ChangeRefusedError(refusal_message(error)) from error


def _create(
    request: HttpRequest,
    record: Record,
    data: dict[str, list[str]],
    difference: list[RowDiff],
    **values: Any,
) -> Proposal:
    return Proposal.objects.create(
        content_type=ContentType.objects.get_for_model(record),
        object_id=record.pk,
        based_on=record.version,
        data=data,
        difference=difference,
        author_id=user_id(request.user),
        **values,
    )


def _check_decision(proposal: Proposal, state: str, user: AnyUser, note: str) -> None:
    """Raises ChangeRefusedError if this user cannot make this decision."""
    if state == ProposalState.WITHDRAWN:
        reason = "" if proposal.state == ProposalState.OPEN else str(ALREADY_DECIDED)
        if not reason and proposal.author_id != user.pk:
            reason = gettext("Only its author can withdraw a proposal.")
    else:
        reason = decision_refusal(proposal, user)
        if not reason and state == ProposalState.DECLINED and not note:
            reason = gettext("Say why you decline it.")
    if reason:
        raise ChangeRefusedError(reason)


def _replay(admin: PagedRowsMixin, request: HttpRequest, proposal: Proposal, note: str) -> None:
    records: Any = admin.model._default_manager.select_for_update(of=("self",))
    if records.get(pk=proposal.object_id).review_status != PUBLISHED:
        raise ChangeRefusedError(gettext("The record is no longer published."))
    if conflicts_of(admin, request, proposal):
        raise ChangeRefusedError(
            gettext(
                "The record has changed since the proposal was made; see the differences below."
            )
        )
    why = " ".join(filter(None, [proposal.note, note]))
    if RESTORE in proposal.data:
        with history_context(through="restore", user=request.user, why=why, what=request.path):
            _restore_plan(proposal).apply()
        return
    page = _fill_proposed(admin, request, proposal)
    if not page.is_valid:
        raise ChangeRefusedError(" ".join(page.errors))
    sent = request_with_data(request, _form_data(proposal), is_accepting=True)
    with with_reason(why):
        admin.save_model(sent, page.form.instance, page.form, True)
        admin.save_related(sent, page.form, page.formsets, True)
    form: Any = page.form
    message = admin.construct_change_message(sent, form, page.formsets, False)
    admin.log_change(sent, form.instance, message)


def _restore_plan(proposal: Proposal) -> RestorePlan:
    """What the proposal would restore now."""
    record: Any = proposal.record
    tree = RecordTree(type(record), proposal.object_id)
    return RestorePlan(tree, proposal.data[RESTORE][0])


def _row_diffs(plan: RestorePlan) -> list[RowDiff]:
    """The changes of a plan in the form of other proposals."""
    return [
        {
            "row": row.title,
            "what": "removed" if row.kind == "deleted" else row.kind,
            "fields": [{"label": f.label, "old": f.old, "new": f.new} for f in row.fields],
        }
        for row in changed_rows(plan.tree, plan.changes)
    ]


def _fill_proposed(admin: PagedRowsMixin, request: HttpRequest, proposal: Proposal) -> FilledPage:
    record = admin.get_object(request, str(proposal.object_id))
    return fill_page(admin, request, record, _form_data(proposal))


def _form_data(proposal: Proposal) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, values in proposal.data.items():
        data.setlist(name, values)
    return data
