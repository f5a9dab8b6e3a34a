"""Changes of published records: proposed by one, accepted by another, replayed as they were sent."""

from typing import Any, cast

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, connection, transaction
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from curation.choices import ProposalState
from curation.database_errors import ChangeRefusedError, refusal_message
from curation.editing.form_diff import (
    Difference,
    Page,
    as_sent,
    changed_between,
    difference,
    filled_in,
    state_of,
)
from curation.history.restoring import carry_out, parts_of_wish, plan, seal
from curation.history.revisions import Change, RecordTree
from curation.history.timeline import ChangedRow, changed_rows
from curation.history.tracking import history_context, with_reason
from curation.models import Proposal
from curation.review.transitions import PUBLISHED, may

# What a proposal to put something back keeps in place of a form: what was wished for, and the seal of its plan
RESTORE, SEAL = "restore", "seal"
# What a browser sends beside the fields
NOT_FIELDS = {
    "csrfmiddlewaretoken",
    "proposal_note",
    "_save",
    "_continue",
    "_addanother",
    "_saveasnew",
}


PROPOSED = _("Your change of “%(record)s” is proposed; a reviewer other than you accepts it.")


class ProposedError(Exception):
    """Raised where a change would be saved that is to be proposed instead: it is taken back."""


def address_of(proposal: Proposal) -> str:
    """Where the proposal is shown and decided on."""
    return reverse("admin:curation_proposal_change", args=[proposal.pk])


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


def propose_restore(
    request: HttpRequest, record: Any, wanted: str, changes: list[Change], note: str
) -> Proposal:
    """Keeps what somebody wants to put back from the history as a proposal; it has changed nothing."""
    proposal: Proposal = Proposal.objects.create(
        content_type=ContentType.objects.get_for_model(record),
        object_id=record.pk,
        based_on=record.version,
        data={RESTORE: [wanted], SEAL: [seal(changes)]},
        before={},
        difference=_told(changed_rows(RecordTree(type(record), record.pk), changes)),
        author=cast(User, request.user),
        note=note,
    )
    return proposal


def difference_of(admin: Any, request: HttpRequest, proposal: Proposal) -> Difference:
    """What the proposal changes, by the form it was made with, as long as its record is as it was."""
    if RESTORE in proposal.data:
        return list(proposal.difference)
    return difference(_filled_in(admin, request, proposal))


def conflicts_of(admin: Any, request: HttpRequest, proposal: Proposal) -> Difference:
    """What has changed in the record since the proposal was made."""
    if RESTORE in proposal.data:
        whole, changes = _restored(proposal)
        is_same = seal(changes) == proposal.data[SEAL][0]
        return [] if is_same else _told(changed_rows(whole, changes)) or [_unnamed(proposal)]
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
    except ChangeRefusedError:
        raise
    except IntegrityError as error:
        raise ChangeRefusedError(refusal_message(error)) from error


def _may(proposal: Proposal, state: str, user: Any, note: str) -> None:
    if state == ProposalState.WITHDRAWN:
        if proposal.state != ProposalState.OPEN:
            raise ChangeRefusedError(gettext("This proposal has been decided on."))
        if proposal.author_id != user.pk:
            raise ChangeRefusedError(gettext("A proposal is withdrawn by who made it."))
        return
    if reason := why_not_decide(proposal, user):
        raise ChangeRefusedError(reason)
    if state == ProposalState.DECLINED and not note:
        raise ChangeRefusedError(gettext("Say why you decline it."))


def _replay(admin: Any, request: HttpRequest, proposal: Proposal, note: str) -> None:
    locked = admin.model._default_manager.select_for_update(of=("self",))
    if locked.get(pk=proposal.object_id).review_status != PUBLISHED:
        raise ChangeRefusedError(gettext("The record is no longer published."))
    if conflicts_of(admin, request, proposal):
        raise ChangeRefusedError(
            gettext("The record has changed since the proposal was made; what differs is below.")
        )
    why = " ".join(filter(None, [proposal.note, note]))
    if RESTORE in proposal.data:
        with history_context(through="restore", user=request.user, why=why, what=request.path):
            carry_out(*_restored(proposal))
        return
    page = _filled_in(admin, request, proposal)
    if not page.is_valid:
        raise ChangeRefusedError(" ".join(page.errors))
    sent = as_sent(request, _data(proposal))
    sent.accepting = proposal  # type: ignore[attr-defined]
    with with_reason(why):
        admin.save_model(sent, page.form.instance, page.form, True)
        admin.save_related(sent, page.form, page.formsets, True)
    told = admin.construct_change_message(sent, page.form, page.formsets, False)
    admin.log_change(sent, page.form.instance, told)


def _restored(proposal: Proposal) -> tuple[RecordTree, list[Change]]:
    """What the proposal would put back as things are now."""
    whole = RecordTree(type(proposal.record), proposal.object_id)  # type: ignore[arg-type]
    return whole, plan(whole, *parts_of_wish(proposal.data[RESTORE][0]))


def _told(rows: list[ChangedRow]) -> Difference:
    what = {"added": "added", "deleted": "removed", "changed": "changed"}
    return [
        {
            "row": row.title,
            "what": what[row.kind],
            "fields": [
                {"label": each.label, "old": each.old, "new": each.new} for each in row.lines
            ],
        }
        for row in rows
    ]


def _unnamed(proposal: Proposal) -> dict[str, Any]:
    return {"row": str(proposal.record), "what": "changed", "fields": []}


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
