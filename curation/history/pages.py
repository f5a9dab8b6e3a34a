"""The history page of a row in the admin: its timeline, and the buttons that put something back."""

from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.helpers import ActionForm
from django.contrib.admin.utils import quote, unquote
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from curation.database_errors import refusal_message
from curation.editing.three_way_merge import MADE_FROM, typed_in
from curation.history.restoring import carry_out, parts_of_wish, plan, seal
from curation.history.revisions import RecordTree, Revision
from curation.history.timeline import DisplayNames, Timeline, changed_rows, revision_view
from curation.history.tracking import ENTRIES, LONGEST_REASON, history_context
from curation.middleware import reason_given
from curation.review.proposals import PROPOSED, address_of, propose_restore
from curation.review.transitions import PUBLISHED
from records.models import Record

LONGEST_KEY = 18
# The name of the field that Django adds to forms by itself
CSRF = "csrfmiddlewaretoken"


class ReasonedActionForm(ActionForm):
    """The choice of an action, with the reason for what it changes."""

    change_reason = forms.CharField(
        required=False, max_length=LONGEST_REASON, label=gettext_lazy("Reason:")
    )


class HistoryMixin:
    """Gives an admin page its history, for whoever may see the row, and restoring, for whoever may change it."""

    model: Any
    opts: Any
    admin_site: Any

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> Any:
        page: Any = self
        if self.model not in ENTRIES:
            return super().history_view(request, object_id, extra_context)  # type: ignore[misc]
        whole = self._whole(object_id)
        row = page.get_object(request, unquote(object_id))
        if row is None and not self._was_there(whole):
            return page._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not page.has_view_or_change_permission(request, row) or whole is None:
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "subtitle": None,
            "module_name": str(capfirst(self.opts.verbose_name_plural)),
            "object": row,
            "name": str(row) if row else _name_of(whole),
            "opts": self.opts,
            "may_restore": self.may_restore(request, row),
            **(extra_context or {}),
        }
        if request.method == "POST":
            return self._restore(request, whole, row, context)
        number = request.GET.get("p", "1")
        timeline = Timeline(whole, int(number) if number.isdecimal() and len(number) < 7 else 1)
        context |= {"title": _("History: %(name)s") % context, "timeline": timeline}
        return TemplateResponse(request, "curation/history.html", context)

    def _get_obj_does_not_exist_redirect(
        self, request: HttpRequest, opts: Any, object_id: str
    ) -> Any:
        """To the history of what has been deleted; who was just saving it finds there what he typed."""
        whole = self._whole(object_id)
        if self.model not in ENTRIES or not self._was_there(whole) or whole is None:
            return super()._get_obj_does_not_exist_redirect(request, opts, object_id)  # type: ignore[misc]
        if MADE_FROM not in request.POST:
            messages.warning(request, _("This record has been deleted."))
            return self._back(whole)
        revisions, _count = whole.revisions(first=0, last=1, most=1)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Deleted meanwhile: %(name)s") % {"name": _name_of(whole)},
            "opts": self.opts,
            "module_name": str(capfirst(self.opts.verbose_name_plural)),
            "name": _name_of(whole),
            "last": revision_view(revisions[0], DisplayNames(whole)) if revisions else None,
            "typed": typed_in(request.POST, whole.key),
            "posted": [(n, v) for n, values in request.POST.lists() for v in values if n != CSRF],
            "history_url": self._history_url(whole),
            "may_restore": self.may_restore(request, None),
            "media": self.media,  # type: ignore[attr-defined]
        }
        return TemplateResponse(request, "curation/gone.html", context, status=HTTPStatus.GONE)

    def may_restore(self, request: HttpRequest, row: Any) -> bool:
        """Whoever may change the row; of what is published, restoring proposes the change."""
        page: Any = self
        if row is None:
            return bool(page.has_add_permission(request))
        return bool(page.has_change_permission(request, row))

    def _restore(
        self, request: HttpRequest, whole: RecordTree, row: Any, context: dict[str, Any]
    ) -> Any:
        """Shows what would change; once that is confirmed, changes it."""
        if not context["may_restore"]:
            raise PermissionDenied
        wanted = request.POST.get("restore", "")
        token, part, field = parts_of_wish(wanted)
        given = request.POST.get("seal", "")
        with transaction.atomic():
            # Whoever else changes the record now waits until this is done.
            self.model._base_manager.select_for_update().filter(pk=whole.key).first()
            changes = plan(whole, token, part, field)
            if given and changes and given == seal(changes):
                if proposes(row):
                    return self._propose(request, row, wanted, changes)
                return self._carry_out(request, whole, row, token, changes)
        if not changes:
            messages.warning(request, _("There is nothing to restore: all is as it was then."))
            return self._back(whole)
        if given:
            messages.warning(
                request, _("The record has changed since you looked. Please look again.")
            )
        context |= {
            "title": _("Restore: %(name)s") % context,
            "rows": changed_rows(whole, changes),
            "proposes": proposes(row),
            "wanted": wanted,
            "seal": seal(changes),
        }
        return TemplateResponse(request, "curation/restore.html", context)

    def _propose(
        self, request: HttpRequest, row: Any, wanted: str, changes: Any
    ) -> HttpResponseRedirect:
        """What is published changes by proposals, also to what it was; it is tried and taken back first."""
        page: Any = self
        try:
            with transaction.atomic():
                carry_out(RecordTree(self.model, row.pk), changes)
                transaction.set_rollback(True)
        except IntegrityError as error:
            messages.error(request, refusal_message(error))
            return self._back(RecordTree(self.model, row.pk))
        proposal = propose_restore(request, row, wanted, changes, reason_given(request))
        page.message_user(request, PROPOSED % {"record": row}, messages.SUCCESS)
        return HttpResponseRedirect(address_of(proposal))

    def _carry_out(
        self, request: HttpRequest, whole: RecordTree, row: Any, token: str, changes: Any
    ) -> HttpResponseRedirect:
        page: Any = self
        revision = whole.revision(token)
        why = _why(revision, reason_given(request))
        try:
            with (
                history_context(through="restore", user=request.user, why=why, what=request.path),
                transaction.atomic(),
            ):
                carry_out(whole, changes)
                row = row or self.model._base_manager.filter(pk=whole.key).first()
                page.log_change(request, row, why)
        except IntegrityError as error:
            messages.error(request, refusal_message(error))
        else:
            messages.success(request, _("Restored, as a revision of its own."))
        return self._back(whole)

    def _whole(self, object_id: str) -> RecordTree | None:
        key = unquote(object_id)
        is_primary_key = key.isascii() and key.isdecimal() and len(key) <= LONGEST_KEY
        return RecordTree(self.model, int(key)) if is_primary_key else None

    def _was_there(self, whole: RecordTree | None) -> bool:
        if whole is None:
            return False
        entries: Any = ENTRIES[self.model]
        return bool(entries.objects.filter(id=whole.key).exists())

    def _back(self, whole: RecordTree) -> HttpResponseRedirect:
        return HttpResponseRedirect(self._history_url(whole))

    def _history_url(self, whole: RecordTree) -> str:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_history"
        return reverse(name, args=(quote(str(whole.key)),))


def proposes(row: Any) -> bool:
    """Whether a row changes by proposals alone."""
    return isinstance(row, Record) and row.review_status == PUBLISHED


def _name_of(whole: RecordTree) -> str:
    """What a row that is gone was called."""
    found, _count = whole.revisions(first=0, last=1, most=None)
    words = DisplayNames(whole)
    for change in found[0].changes if found else []:
        if change.row == (whole.model, whole.key):
            return words.name(whole.model, change.before or change.after or {})
    return str(whole.key)


def _why(revision: Revision | None, reason: str) -> str:
    """The reason of a restore, kept with it in English as all of the data."""
    if revision is None:
        return reason
    when = localtime(revision.ended).strftime("%Y-%m-%d %H:%M:%S")
    who = revision.said.get("name", "outside the site")
    return f"Restored from {when} ({who}). {reason}".strip()[:LONGEST_REASON]
