"""Moves records through review: who may make which transition, why not, and previews."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth import get_permission_codename
from django.db import IntegrityError, connection, transaction
from django.db.models import Model, OuterRef, Subquery
from django.db.models.fields.json import KeyTextTransform
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from curation.database_errors import ChangeRefusedError, refusal_message
from curation.history.tracking import ENTRIES, with_reason
from curation.types import AnyUser, Text, user_id
from records.choices import ReviewStatus
from records.models import Record

DRAFT, IN_REVIEW, PUBLISHED, RETRACTED = ReviewStatus
NOTE_LENGTH = 300
# Records, each with the reason why it was not moved
Results = list[tuple[Record, str]]


@dataclass(frozen=True)
class Transition:
    """One change of status: from where, with which permission, and its texts."""

    to: ReviewStatus
    origin: ReviewStatus
    permission: str
    name: Text
    done: Text

    # Asks for a note, or for the reason that readers see; empty if neither is needed
    note_prompt: Text = ""


TRANSITIONS: dict[str, Transition] = {
    each.to: each
    for each in (
        Transition(
            IN_REVIEW, DRAFT, "change", _("Submit for review"), _("“%(record)s” waits for review.")
        ),
        Transition(PUBLISHED, IN_REVIEW, "publish", _("Publish"), _("“%(record)s” is published.")),
        Transition(
            DRAFT,
            IN_REVIEW,
            "change",
            _("Send back"),
            _("“%(record)s” is a draft again."),
            note_prompt=_("What is missing or must change, for the person who submitted it."),
        ),
        Transition(
            RETRACTED,
            PUBLISHED,
            "publish",
            _("Retract"),
            _("“%(record)s” is retracted."),
            note_prompt=_(
                "The reason, in one neutral sentence; readers see it at the record’s old address."
            ),
        ),
    )
}
# Why a transition that starts from another status cannot be made, by the status of the record
WRONG_STATUS = {
    DRAFT: _("It is a draft: submit it for review first."),
    IN_REVIEW: _("It is waiting for review already."),
    PUBLISHED: _("It is published already: propose a change, or retract it."),
    RETRACTED: _("It was retracted; this cannot be undone."),
}
CHANGED_SINCE = _("It has changed since you opened its page. Please look again.")
NEVER_PUBLISHED = _("Only published records can be retracted; a draft can be deleted.")


def transition(
    record: Record, to: str, *, user: AnyUser, note: str = "", version: int | None = None
) -> None:
    """Moves a record to another status as this user; raises ChangeRefusedError with the reason for people.

    `note` is the reason of a retraction, or the note to the submitter; both are kept in the history.
    With a `version` no other version is moved.
    """
    with transaction.atomic():
        rows = type(record)._default_manager.select_for_update(of=("self",))
        locked: Record = rows.get(pk=record.pk)
        if reason := transition_refusal(locked, to, user):
            raise ChangeRefusedError(reason)
        if version is not None and locked.version != version:
            raise ChangeRefusedError(str(CHANGED_SINCE))
        step, note = TRANSITIONS[to], note.strip()
        if step.note_prompt and not note:
            raise ChangeRefusedError(gettext("Say why: %(what)s") % {"what": step.note_prompt})
        if len(note) > NOTE_LENGTH:
            text = gettext("Use at most %(most)s characters.")
            raise ChangeRefusedError(text % {"most": NOTE_LENGTH})
        _apply_transition(locked, step, user, note)
    record.refresh_from_db()


def transition_refusal(record: Record, to: str, user: AnyUser) -> str:
    """Why this user cannot move the record there, as far as the record itself shows; empty if they can."""
    step, status = TRANSITIONS[to], ReviewStatus(record.review_status)
    if status != step.origin:
        never_published = to == RETRACTED and status in {DRAFT, IN_REVIEW}
        return str(NEVER_PUBLISHED if never_published else WRONG_STATUS[status])
    if not may(user, step.permission, record):
        text = gettext("You may not do this with %(records)s.")
        return text % {"records": record._meta.verbose_name_plural}
    is_own = record.submitted_by_id == user.pk
    if to == PUBLISHED and is_own:
        return gettext("You submitted it yourself: somebody else must review it.")
    if to == DRAFT and not is_own and not may(user, "publish", record):
        return gettext("Only reviewers and the person who submitted it can send it back.")
    return ""


def is_offered(record: Record, step: Transition, user: AnyUser) -> bool:
    """Whether the user may make this transition of such records at all; the record may still forbid it now."""
    if not may(user, step.permission, record):
        return False
    is_own = record.submitted_by_id == user.pk
    return step.to != DRAFT or is_own or may(user, "publish", record)


def may(user: AnyUser, action: str, record: type[Model] | Model) -> bool:
    """Whether the user has a permission such as publish for records of this model."""
    opts = record._meta
    return user.has_perm(f"{opts.app_label}.{get_permission_codename(action, opts)}")


def preview_transitions(records: Iterable[Record], to: str, *, user: AnyUser) -> Results:
    """Each record with the reason why it cannot be moved there, empty if it can; changes nothing.

    Makes the transitions one after another and rolls them back.
    """
    with transaction.atomic():
        results = make_transitions(records, to, user=user, note="-")
        transaction.set_rollback(True)
    return results


def make_transitions(records: Iterable[Record], to: str, *, user: AnyUser, note: str) -> Results:
    """Moves each record that can be moved; returns each with the reason why it was not, empty if it was."""
    results = []
    for record in records:
        try:
            transition(record, to, user=user, note=note)
            results.append((record, ""))
        except ChangeRefusedError as refused:
            results.append((record, str(refused)))
    return results


def send_back_note(model: type[Model]) -> Subquery:
    """An expression for a query about drafts: the note with which each was last sent back."""
    entries: Any = ENTRIES[model].objects
    in_review = entries.filter(id=OuterRef("id"), review_status=IN_REVIEW).order_by("-pgh_id")
    after = entries.filter(id=OuterRef("pk"), pgh_id__gt=Subquery(in_review.values("pgh_id")[:1]))
    why = after.annotate(why=KeyTextTransform("why", "pgh_context")).order_by("pgh_id")
    return Subquery(why.values("why")[:1])


def _apply_transition(record: Record, step: Transition, user: AnyUser, note: str) -> None:
    record.review_status = step.to
    signed = "submitted_by_id" if step.to == IN_REVIEW else "reviewed_by_id"
    column = "retraction_reason" if step.to == RETRACTED else signed
    setattr(record, column, note if step.to == RETRACTED else user.pk)
    try:
        with with_reason(note), transaction.atomic():
            record.save(update_fields=["review_status", column])
            connection.check_constraints()
    except IntegrityError as error:
        raise ChangeRefusedError(_missing_support(record) or refusal_message(error)) from error
    # In English, as all users read the same log
    words = {IN_REVIEW: "Submitted.", PUBLISHED: "Published.", DRAFT: "Sent back:"}
    message = f"{words.get(step.to, 'Retracted:')} {note}".strip()
    LogEntry.objects.log_actions(
        user_id(user), [record], CHANGE, change_message=message, single_object=True
    )


def supporting_claims(model: Any, keys: Collection[int]) -> dict[int, list[Any]]:
    """The claims, with their sources, that support each of these records; empty for records that need none."""
    claims = getattr(model, "claims", None)
    if claims is None:
        return {}
    found: dict[int, list[Any]] = {key: [] for key in keys}
    about = claims.field.attname
    supporting = claims.field.model._default_manager.filter(verdict="supports")
    for claim in supporting.filter(**{f"{about}__in": keys}).select_related("source"):
        found[getattr(claim, about)].append(claim)
    return found


def support_refusal(claims: Iterable[Any]) -> str:
    """Why these supporting claims do not suffice to publish their record; empty if they do."""
    sources = sorted({str(claim.source) for claim in claims})
    if not sources:
        return gettext("It has no supporting claim yet.")
    if any(claim.source.review_status == PUBLISHED for claim in claims):
        return ""
    return gettext("Its sources are not published: %(sources)s.") % {"sources": ", ".join(sources)}


def _missing_support(record: Record) -> str:
    """Which support a record lacks that cannot be published: a claim, or a published source."""
    if record.review_status != PUBLISHED:
        return ""
    claims = supporting_claims(type(record), [record.pk])
    return support_refusal(claims[record.pk]) if claims else ""
