"""Moves records through review: who may move what, why not, and what a move would come to."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth import get_permission_codename
from django.contrib.auth.models import AbstractBaseUser
from django.db import IntegrityError, connection, transaction
from django.db.models import OuterRef, Subquery
from django.db.models.fields.json import KeyTextTransform
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from curation.database_errors import ChangeRefusedError, refusal_message
from curation.history.tracking import ENTRIES, with_reason
from records.choices import ReviewStatus
from records.models import Record

DRAFT, IN_REVIEW, PUBLISHED, RETRACTED = ReviewStatus
NOTE_LENGTH = 300


@dataclass(frozen=True)
class Step:
    """One move: where it begins, which permission it takes, and its words."""

    to: ReviewStatus
    origin: ReviewStatus
    permission: str
    name: str | Promise
    done: str | Promise
    # What is asked for: nothing, a note, or the reason that readers will see
    asks: str | Promise = ""


STEPS: dict[str, Step] = {
    step.to: step
    for step in (
        Step(
            IN_REVIEW, DRAFT, "change", _("Submit for review"), _("“%(record)s” waits for review.")
        ),
        Step(PUBLISHED, IN_REVIEW, "publish", _("Publish"), _("“%(record)s” is published.")),
        Step(
            DRAFT,
            IN_REVIEW,
            "change",
            _("Send back"),
            _("“%(record)s” is a draft again."),
            asks=_("What is missing or to be changed, for who submitted it."),
        ),
        Step(
            RETRACTED,
            PUBLISHED,
            "publish",
            _("Retract"),
            _("“%(record)s” is retracted."),
            asks=_("Why, in one neutral sentence; readers see it at the record’s old address."),
        ),
    )
}
# Why a step that begins elsewhere cannot be made from a status
ELSEWHERE = {
    DRAFT: _("It is a draft: submit it for review first."),
    IN_REVIEW: _("It waits for review already."),
    PUBLISHED: _("It is published already: propose a change, or retract it."),
    RETRACTED: _("It has been retracted, and stays so."),
}
NEVER_PUBLISHED = _("Only what is published is retracted; a draft can be deleted.")


def transition(record: Any, to: str, *, user: Any, note: str = "") -> None:
    """Moves a record to another status as this user, or raises RefusedError with the reason for people.

    `note` is the reason of a retraction, or what is said to the submitter; both are in the history.
    """
    with transaction.atomic():
        locked = type(record)._default_manager.select_for_update(of=("self",)).get(pk=record.pk)
        if reason := why_not(locked, to, user):
            raise ChangeRefusedError(reason)
        step, note = STEPS[to], note.strip()
        if step.asks and not note:
            raise ChangeRefusedError(gettext("Say why: %(what)s") % {"what": step.asks})
        if len(note) > NOTE_LENGTH:
            raise ChangeRefusedError(
                gettext("That is longer than %(most)s letters.") % {"most": NOTE_LENGTH}
            )
        _move(locked, step, user, note)
    record.refresh_from_db()


def why_not(record: Any, to: str, user: Any) -> str:
    """Why this user cannot move the record there, as far as it can be told at once; empty if so."""
    step = STEPS[to]
    if record.review_status != step.origin:
        is_new = record.review_status in {DRAFT, IN_REVIEW}
        return str(
            NEVER_PUBLISHED if is_new and to == RETRACTED else ELSEWHERE[record.review_status]
        )
    if not may(user, step.permission, record):
        return gettext("You may not do this with %(records)s.") % {
            "records": record._meta.verbose_name_plural
        }
    is_own = record.submitted_by_id == user.pk
    if to == PUBLISHED and is_own:
        return gettext("You submitted it yourself: somebody else reviews it.")
    if to == DRAFT and not is_own and not may(user, "publish", record):
        return gettext("It is sent back by a reviewer, or taken back by who submitted it.")
    return ""


def may(user: Any, action: str, record: Any) -> bool:
    """Whether the user has a permission such as publish for records of this kind."""
    codename = get_permission_codename(action, record._meta)
    return bool(user.has_perm(f"{record._meta.app_label}.{codename}"))


def preview(
    records: Iterable[Any], to: str, *, user: Any, note: str = "-"
) -> list[tuple[Any, str]]:
    """Each record with the reason why it cannot be moved there, empty if it can; changes nothing.

    The moves are made and taken back, one after another as they would be made.
    """
    with transaction.atomic():
        said = moved(records, to, user=user, note=note)
        transaction.set_rollback(True)
    return said


def moved(records: Iterable[Any], to: str, *, user: Any, note: str) -> list[tuple[Any, str]]:
    """Moves each record that can be moved; each with the reason why not, empty if it was."""
    said = []
    for record in records:
        try:
            transition(record, to, user=user, note=note)
            said.append((record, ""))
        except ChangeRefusedError as refused:
            said.append((record, str(refused)))
    return said


def note_of_sending_back(model: type[Record]) -> Any:
    """An expression, for a query about drafts: what was said when each was sent back last, if it was."""
    entries: Any = ENTRIES[model].objects
    waited = entries.filter(id=OuterRef("id"), review_status=IN_REVIEW).order_by("-pgh_id")
    after = entries.filter(id=OuterRef("pk"), pgh_id__gt=Subquery(waited.values("pgh_id")[:1]))
    why = after.annotate(why=KeyTextTransform("why", "pgh_context")).order_by("pgh_id")
    return Subquery(why.values("why")[:1])


def _message(to: str, note: str) -> str:
    """What the log says of a step, in English as it is kept for all."""
    words = {IN_REVIEW: "Submitted.", PUBLISHED: "Published.", DRAFT: "Sent back: "}
    return words.get(ReviewStatus(to), "Retracted: ") + note


def _move(record: Record, step: Step, user: AbstractBaseUser, note: str) -> None:
    record.review_status = step.to
    fields = ["review_status"]
    if step.to == IN_REVIEW:
        record.submitted_by_id = user.pk
        fields.append("submitted_by")
    elif step.to in {PUBLISHED, DRAFT}:
        record.reviewed_by_id = user.pk
        fields.append("reviewed_by")
    else:
        record.retraction_reason = note
        fields.append("retraction_reason")
    try:
        with with_reason(note), transaction.atomic():
            record.save(update_fields=fields)
            connection.check_constraints()
    except IntegrityError as error:
        raise ChangeRefusedError(_unsupported(record) or refusal_message(error)) from error
    LogEntry.objects.log_actions(
        user.pk, [record], CHANGE, change_message=_message(step.to, note), single_object=True
    )


def _unsupported(record: Any) -> str:
    """What a record lacks that cannot be published: a claim, or that its sources are published."""
    claims = getattr(record, "claims", None)
    if record.review_status != PUBLISHED or claims is None:
        return ""
    supporting = claims.filter(verdict="supports").select_related("source")
    sources = sorted({str(claim.source) for claim in supporting})
    if not sources:
        return gettext("It has no supporting claim yet.")
    if any(claim.source.review_status == PUBLISHED for claim in supporting):
        return ""
    return gettext("Its sources are not published: %(sources)s.") % {"sources": ", ".join(sources)}
