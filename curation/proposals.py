"""Changes of published records: proposed by one, accepted by another, replayed as they were sent."""

from typing import Any, cast

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, connection, transaction
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext

from curation.choices import ProposalState
from curation.differences import (
    Difference,
    Page,
    as_sent,
    changed_between,
    difference,
    filled_in,
    state_of,
)
from curation.history import reasoned
from curation.models import Proposal
from curation.refusals import RefusedError, refusal_of
from curation.review import PUBLISHED, may

# What a browser sends beside the fields
NOT_FIELDS = {
    "csrfmiddlewaretoken",
    "proposal_note",
    "_save",
    "_continue",
    "_addanother",
    "_saveasnew",
}


class ProposedError(Exception):
    """Raised where a change would be saved that is to be proposed instead: it is taken back."""


def propose(admin: Any, request: HttpRequest, record: Any) -> Proposal:
    """Keeps the form that was sent as a proposal; it has been found valid, and saved nothing."""
    data = {name: values for name, values in request.POST.lists() if name not in NOT_FIELDS}
    # Of the record read once more: a form writes to the one it is given.
    change = difference(filled_in(admin, request, _record(admin, request, record.pk), request.POST))
    proposal: Proposal = Proposal.objects.create(
        content_type=ContentType.objects.get_for_model(record),
        object_id=record.pk,
        based_on=record.version,
        data=data,
        before=state_of(filled_in(admin, request, record, None)),
        difference=change,
        author=cast(User, request.user),
        note=request.POST.get("proposal_note", "").strip(),
    )
    return proposal


def difference_of(admin: Any, request: HttpRequest, proposal: Proposal) -> Difference:
    """What the proposal changes, by the form it was made with, as long as its record is as it was."""
    return difference(_filled_in(admin, request, proposal))


def conflicts_of(admin: Any, request: HttpRequest, proposal: Proposal) -> Difference:
    """What has changed in the record since the proposal was made."""
    now = state_of(filled_in(admin, request, _record(admin, request, proposal.object_id), None))
    return changed_between(proposal.before, now)


def why_not_decide(proposal: Proposal, user: Any) -> str:
    """Why this user can neither accept nor decline the proposal; empty if he can."""
    if proposal.state != ProposalState.OPEN:
        return gettext("This proposal has been decided on.")
    if proposal.author_id == user.pk:
        return gettext("It is your own: somebody else decides on it.")
    if not may(user, "publish", proposal.record) or not may(user, "change", proposal.record):
        return gettext("Reviewers decide on proposals.")
    return ""


def decide(admin: Any, request: HttpRequest, proposal: Proposal, state: str, note: str) -> None:
    """Accepts, declines or withdraws a proposal, or raises RefusedError; nothing is half done.

    To accept sends its form once more, as this user, through the admin page of its record.
    """
    try:
        with transaction.atomic():
            locked = Proposal.objects.select_for_update().get(pk=proposal.pk)
            _may(locked, state, request.user, note)
            if state == ProposalState.ACCEPTED:
                _replay(admin, request, locked, note)
            locked.state, locked.decided_by_id, locked.decision_note = state, request.user.pk, note
            locked.save(update_fields=["state", "decided_by", "decision_note"])
            connection.check_constraints()
    except RefusedError:
        raise
    except IntegrityError as error:
        raise RefusedError(refusal_of(error)) from error


def _may(proposal: Proposal, state: str, user: Any, note: str) -> None:
    if state == ProposalState.WITHDRAWN:
        if proposal.state != ProposalState.OPEN:
            raise RefusedError(gettext("This proposal has been decided on."))
        if proposal.author_id != user.pk:
            raise RefusedError(gettext("A proposal is withdrawn by who made it."))
        return
    if reason := why_not_decide(proposal, user):
        raise RefusedError(reason)
    if state == ProposalState.DECLINED and not note:
        raise RefusedError(gettext("Say why you decline it."))


def _replay(admin: Any, request: HttpRequest, proposal: Proposal, note: str) -> None:
    locked = admin.model._default_manager.select_for_update(of=("self",))
    if locked.get(pk=proposal.object_id).review_status != PUBLISHED:
        raise RefusedError(gettext("The record is no longer published."))
    if conflicts_of(admin, request, proposal):
        raise RefusedError(
            gettext("The record has changed since the proposal was made; what differs is below.")
        )
    page = _filled_in(admin, request, proposal)
    if not page.is_valid:
        raise RefusedError(" ".join(page.errors))
    sent = as_sent(request, _data(proposal))
    sent.accepting = proposal  # type: ignore[attr-defined]
    with reasoned(" ".join(filter(None, [proposal.note, note]))):
        admin.save_model(sent, page.form.instance, page.form, True)
        admin.save_related(sent, page.form, page.formsets, True)
    told = admin.construct_change_message(sent, page.form, page.formsets, False)
    admin.log_change(sent, page.form.instance, told)


def _filled_in(admin: Any, request: HttpRequest, proposal: Proposal) -> Page:
    return filled_in(admin, request, _record(admin, request, proposal.object_id), _data(proposal))


def _record(admin: Any, request: HttpRequest, key: int) -> Any:
    """The record as it is now, for a form of its own."""
    return admin.get_object(request, str(key))


def _data(proposal: Proposal) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, values in proposal.data.items():
        data.setlist(name, values)
    return data
