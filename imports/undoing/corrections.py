"""Undoes the corrections of an import: takes the open ones back, and proposes to reverse those that were accepted."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from curation.choices import ProposalState
from curation.database_errors import refusal_message
from curation.merging.row_changes import read_rows
from curation.models import Proposal, ProposalGroup
from curation.review.corrections import (
    Correction,
    RecordCorrection,
    apply_changes,
    later_change,
    propose_corrections,
    reverse_changes,
    row_key,
)
from curation.review.proposed_changes import is_changeable
from curation.review.transitions import may
from curation.types import AnyUser
from imports.models import Import
from imports.undoing.reverting import MAX_REASONS, UndoRefusedError
from records.second_person import trial
from records.term_use import shown_terms_of


@dataclass
class UndoneCorrections:
    """What undoing does with the corrections of an import."""

    # How many wait for a decision and are taken back
    open_ones: int = 0
    # What is proposed to reverse accepted ones
    reversed_ones: list[RecordCorrection] = field(default_factory=list)
    # Accepted ones that stay, each with the reason
    kept: list[str] = field(default_factory=list)
    # Why this user cannot undo them
    refusal: str = ""


def undo_corrections(import_job: Import) -> None:
    """Takes back the open corrections, and proposes to reverse the accepted ones; notes say which stay.

    Raises UndoRefusedError if the user who asks may not.
    """
    user = import_job.asked_by or import_job.user
    found = _plan(import_job, user)
    if found.refusal:
        raise UndoRefusedError([found.refusal])
    if user is None or import_job.proposals is None:
        return
    open_ones = _proposals(import_job, ProposalState.OPEN)
    is_author = import_job.proposals.author_id == user.pk
    open_ones.update(
        state=ProposalState.WITHDRAWN if is_author else ProposalState.DECLINED,
        decided_by_id=user.pk,
        decision_note=_("The import was undone."),
    )
    if found.reversed_ones:
        name = _("Undo of %(file)s") % {"file": import_job.file_name}
        group = ProposalGroup.objects.create(name=name[:255], author_id=user.pk)
        propose_corrections(group, found.reversed_ones)
        import_job.undoing_proposals = group
    import_job.notes = [*import_job.notes, *found.kept[:MAX_REASONS]]


def preview_undoing(import_job: Import, user: AnyUser) -> UndoneCorrections:
    """What undoing would do now for this user; changes nothing."""
    return _plan(import_job, user)


def _plan(import_job: Import, user: Any) -> UndoneCorrections:
    found = UndoneCorrections()
    if import_job.proposals is None:
        return found
    open_ones = _proposals(import_job, ProposalState.OPEN)
    found.open_ones = open_ones.count()
    if user is None:
        found.refusal = _("Undo it on its page in the admin: it proposed corrections.")
    elif found.open_ones and import_job.proposals.author_id != user.pk:
        types = ContentType.objects.filter(pk__in=open_ones.order_by().values("content_type"))
        models: list[Any] = [each.model_class() for each in types]
        if not all(may(user, "publish", model) for model in models):
            text = _("Only %(author)s and reviewers can take its open corrections back.")
            found.refusal = text % {"author": import_job.proposals.author}
    _plan_reversing(import_job, found)
    return found


def _plan_reversing(import_job: Import, found: UndoneCorrections) -> None:
    """Tries out what reverses each accepted correction."""
    accepted = list(_proposals(import_job, ProposalState.ACCEPTED).prefetch_related("record"))
    changes = {each.pk: reverse_changes(each.data[Correction.ROWS]) for each in accepted}
    now = read_rows(row_key(change) for each in changes.values() for change in each)
    note = _("Undo of %(what)s")
    with trial():
        for each in accepted:
            record: Any = each.record
            if record is None or not is_changeable(record):
                found.kept.append(
                    _("“%(record)s” is no longer published; it stays.") % {"record": record}
                )
            elif any(later_change(change, now.get(row_key(change))) for change in changes[each.pk]):
                text = _("“%(record)s” was changed since its correction; it stays.")
                found.kept.append(text % {"record": record})
            elif reason := _refusal(changes[each.pk]):
                found.kept.append(f"“{record}”: {reason}")
            else:
                version = getattr(record, "version", 0)
                why = note % {"what": each.note}
                correction = RecordCorrection(
                    type(record), record.pk, version, why, changes[each.pk]
                )
                found.reversed_ones.append(correction)
        for model in {each.model for each in found.reversed_ones}:
            keys = [each.key for each in found.reversed_ones if each.model is model]
            terms = shown_terms_of(model, keys)
            for each_one in found.reversed_ones:
                if each_one.model is model:
                    each_one.terms = terms.get(each_one.key, {})


def _refusal(changes: Any) -> str:
    """Why a rule refuses these changes; empty if none does, and then they are made."""
    try:
        with transaction.atomic():
            apply_changes(changes)
            connection.check_constraints()
    except IntegrityError as error:
        return refusal_message(error)
    return ""


def _proposals(import_job: Import, state: ProposalState) -> QuerySet[Proposal]:
    found = Proposal.objects.filter(group=import_job.proposals, state=state).order_by("pk")
    return found.select_related("content_type")
