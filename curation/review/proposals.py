"""Proposals: changes of what readers see, made by one user and accepted by another, replayed as they were sent."""

from typing import Any

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, connection, transaction
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from curation.admin_urls import admin_url
from curation.choices import ProposalState
from curation.database_errors import ChangeRefusedError, refusal_message
from curation.editing.optimistic_locking import version_of
from curation.editing.paging import PagedRowsMixin
from curation.models import Proposal
from curation.review.corrections import Correction
from curation.review.proposed_changes import (
    FormChange,
    MergeChange,
    ProposedChange,
    RestoreChange,
    UndoMergeChange,
)
from curation.review.transitions import may
from curation.types import AnyUser, user_id
from records.second_person import accepted
from records.term_use import ShownTerms, shown_terms, without_terms

PROPOSED = _("Your change of “%(record)s” is proposed; a reviewer other than you must accept it.")
ALREADY_DECIDED = _("This proposal has been decided already.")


class ProposedError(Exception):
    """Raised to roll back a save that must be proposed instead; `terms` are those that the row would show."""

    def __init__(self, terms: ShownTerms) -> None:
        super().__init__()
        self.terms = terms


def proposal_url(proposal: Proposal) -> str:
    """Address of the page where the proposal is shown and decided."""
    return admin_url(Proposal, "change", proposal.pk)


def propose(change: ProposedChange, *, author: AnyUser, note: str) -> Proposal:
    """Stores a change for somebody else to accept, and changes nothing else.

    Raises IntegrityError if a rule refuses it.
    """
    return Proposal.objects.create(
        content_type=ContentType.objects.get_for_model(change.row),
        object_id=change.row.pk,
        based_on=version_of(change.row) or 0,
        data=change.data,
        before=change.before,
        difference=change.difference(),
        terms=change.terms(),
        author_id=user_id(author),
        note=note.strip(),
    )


def proposed_change(
    admin: PagedRowsMixin, request: HttpRequest, proposal: Proposal
) -> ProposedChange | None:
    """The change that a proposal holds; None if its record no longer exists."""
    row: Any = proposal.record
    if row is None:
        return None
    for kind, name in (
        (RestoreChange, RestoreChange.TARGET),
        (MergeChange, MergeChange.DUPLICATE),
        (UndoMergeChange, UndoMergeChange.MERGE),
    ):
        # No form has a field of these names.
        if name in proposal.data:
            return kind(request, row, proposal.data)
    if Correction.ROWS in proposal.data:
        return Correction(request, row, proposal.data, proposal.group)
    change = FormChange(admin, request, row, proposal.data)
    change.before = proposal.before
    return change


def decision_refusal(proposal: Proposal, user: AnyUser) -> str:
    """Why this user can neither accept nor decline the proposal; empty if they can."""
    model: Any = proposal.content_type.model_class()
    if proposal.state != ProposalState.OPEN:
        return str(ALREADY_DECIDED)
    if proposal.author_id == user.pk:
        return gettext("It is your own proposal: somebody else must decide.")
    if not may(user, "publish", model) or not may(user, "change", model):
        return gettext("Only reviewers decide on proposals.")
    return ""


def decide(
    page: PagedRowsMixin, request: HttpRequest, proposal: Proposal, state: str, note: str
) -> None:
    """Accepts, declines or withdraws a proposal completely, or raises ChangeRefusedError.

    Accepting makes the change as this user, through the admin page of its record.
    """
    try:
        with transaction.atomic():
            locked = Proposal.objects.select_for_update().get(pk=proposal.pk)
            _check_decision(locked, state, request.user, note)
            # Decided first: the database allows the change only to an accepted proposal.
            locked.state, locked.decided_by_id, locked.decision_note = state, request.user.pk, note
            locked.save(update_fields=["state", "decided_by", "decision_note"])
            if state == ProposalState.ACCEPTED:
                with accepted(locked.pk):
                    _carry_out(page, request, locked)
                    connection.check_constraints()
    except IntegrityError as error:
        raise ChangeRefusedError(refusal_message(error)) from error


def decision_obstacle(proposal: Proposal, state: str, user: AnyUser) -> str:
    """Why this user cannot make this decision, whatever the reason for it; empty if they can."""
    if state != ProposalState.WITHDRAWN:
        return decision_refusal(proposal, user)
    if proposal.state != ProposalState.OPEN:
        return str(ALREADY_DECIDED)
    return (
        "" if proposal.author_id == user.pk else gettext("Only its author can withdraw a proposal.")
    )


def decide_in_background(proposal: Proposal, state: str, *, user: AnyUser, note: str) -> None:
    """Decides as the page of the proposal does, but without a request of a browser."""
    model: Any = proposal.content_type.model_class()
    page = admin.site.get_model_admin(model)
    assert isinstance(page, PagedRowsMixin)
    request = HttpRequest()
    request.method, request.user = "POST", user
    request.path = proposal_url(proposal)
    decide(page, request, proposal, state, note)


def _check_decision(proposal: Proposal, state: str, user: AnyUser, note: str) -> None:
    """Raises ChangeRefusedError if this user cannot make this decision."""
    reason = decision_obstacle(proposal, state, user)
    if not reason and state == ProposalState.DECLINED and not note:
        reason = gettext("Say why you decline it.")
    if reason:
        raise ChangeRefusedError(reason)


def _carry_out(page: PagedRowsMixin, request: HttpRequest, proposal: Proposal) -> None:
    """Makes the change unless its record has changed since; raises IntegrityError."""
    if proposal.record is not None:
        _lock(proposal.record)
    change = proposed_change(page, request, proposal)
    if change is None:
        raise ChangeRefusedError(gettext("The record no longer exists."))
    if reason := change.refusal():
        raise ChangeRefusedError(reason)
    if change.conflicts():
        raise ChangeRefusedError(
            gettext(
                "The record has changed since the proposal was made; see the differences below."
            )
        )
    shown = shown_terms(change.row)
    change.apply(" ".join(filter(None, [proposal.note, proposal.decision_note])))
    # Of terms that are neither in use nor named by the proposal, nobody knows what they said when it was made.
    if without_terms(shown_terms(change.row), shown, proposal.terms):
        raise ChangeRefusedError(
            gettext(
                "It would show places or terms that the proposal does not name; please propose it again."
            )
        )


def _lock(row: Model) -> None:
    rows: Any = type(row)._default_manager.filter(pk=row.pk)
    rows.select_for_update(of=("self",)).first()
