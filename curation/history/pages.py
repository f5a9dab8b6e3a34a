"""The history page of a row in the admin: its timeline, and buttons that restore earlier states."""

from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.helpers import ActionForm
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.db.models.options import Options
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from curation.admin_urls import admin_url
from curation.base_admin import BaseAdmin
from curation.database_errors import refusal_message
from curation.editing.forms import is_primary_key
from curation.editing.three_way_merge import MADE_FROM, typed_texts
from curation.history.restoring import RestorePlan
from curation.history.revisions import RecordTree, Revision
from curation.history.timeline import DisplayNames, Timeline, changed_rows
from curation.history.tracking import ENTRIES, LONGEST_REASON, history_context
from curation.middleware import change_reason
from curation.review.proposal_pages import propose_and_show
from curation.review.proposed_changes import RestoreChange
from records.second_person import needs_second_person

CSRF_FIELD = "csrfmiddlewaretoken"


class ReasonedActionForm(ActionForm):
    """The choice of an action, with the reason for what it changes."""

    change_reason = forms.CharField(
        required=False, max_length=LONGEST_REASON, label=gettext_lazy("Reason:")
    )


class HistoryMixin(BaseAdmin):
    """Shows the history to everybody who may view the row, and restores for everybody who may change it."""

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if self.model not in ENTRIES:
            return super().history_view(request, object_id, extra_context)
        tree = self._tree(object_id)
        row = self.get_object(request, unquote(object_id))
        if row is None and (tree is None or not _has_history(tree)):
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, row) or tree is None:
            raise PermissionDenied
        context = {
            "subtitle": None,
            "object": row,
            "name": str(row) if row else _last_name(tree),
            "may_restore": self.may_restore(request, row),
            **(extra_context or {}),
        }
        if request.method == "POST":
            return self._restore(request, tree, row, context)
        number = request.GET.get("p", "1")
        timeline = Timeline(tree, int(number) if number.isdecimal() and len(number) < 7 else 1)
        context |= {"title": _("History: %(name)s") % context, "timeline": timeline}
        return self.render_page(request, "curation/history.html", **context)

    def _get_obj_does_not_exist_redirect(
        self, request: HttpRequest, opts: Options, object_id: str
    ) -> HttpResponse:
        """Leads to the history of a deleted record; who was just saving it is shown what they typed."""
        tree = self._tree(object_id)
        if tree is None or not _has_history(tree):
            return super()._get_obj_does_not_exist_redirect(request, opts, object_id)
        if MADE_FROM not in request.POST:
            messages.warning(request, _("This record has been deleted."))
            return _to_history(tree)
        name, last = _last_name(tree), tree.newest(max_entries=1)
        posted = [(field, value) for field, texts in request.POST.lists() for value in texts]
        response = self.render_page(
            request,
            "curation/deleted_record.html",
            title=_("Deleted meanwhile: %(name)s") % {"name": name},
            name=name,
            last=DisplayNames(tree).revision_view(last) if last else None,
            typed=typed_texts(request.POST, tree.key),
            posted=[pair for pair in posted if pair[0] != CSRF_FIELD],
            history_url=admin_url(self.model, "history", tree.key),
            may_restore=self.may_restore(request, None),
        )
        response.status_code = HTTPStatus.GONE
        return response

    def may_restore(self, request: HttpRequest, row: Model | None) -> bool:
        """Whether the user may change the row, or add it again; restoring a published record proposes the change."""
        if row is None:
            return self.has_add_permission(request)
        return self.has_change_permission(request, row)

    def _restore(
        self, request: HttpRequest, tree: RecordTree, row: Model | None, context: dict[str, Any]
    ) -> HttpResponse:
        """Shows what would change; changes it once that is confirmed."""
        if not context["may_restore"]:
            raise PermissionDenied
        confirmed = request.POST.get("seal", "")
        with transaction.atomic():
            # Others who change the record wait until this is done.
            self.model._base_manager.select_for_update().filter(pk=tree.key).first()
            plan = RestorePlan(tree, request.POST.get("restore", ""))
            proposes = row is not None and needs_second_person(row)
            if confirmed and plan.changes and confirmed == plan.digest:
                try:
                    if row is not None and proposes:
                        change = RestoreChange.planned(request, row, plan)
                        return propose_and_show(self, request, change, change_reason(request))
                    self._apply(request, row, plan)
                except IntegrityError as error:
                    messages.error(request, refusal_message(error))
                else:
                    messages.success(request, _("Restored as a new revision."))
                return _to_history(tree)
        if not plan.changes:
            messages.warning(request, _("Nothing to restore: nothing has changed since then."))
            return _to_history(tree)
        if confirmed:
            text = _("The record has changed since you looked. Please look again.")
            messages.warning(request, text)
        context |= {
            "title": _("Restore: %(name)s") % context,
            "rows": changed_rows(tree, plan.changes),
            "proposes": proposes,
            "wanted": plan.target,
            "seal": plan.digest,
        }
        return self.render_page(request, "curation/restore.html", **context)

    def _apply(self, request: HttpRequest, row: Model | None, plan: RestorePlan) -> None:
        why = _restore_reason(plan.revision, change_reason(request))
        said: Any = {"user": request.user, "why": why, "what": request.path}
        with history_context(through="restore", **said), transaction.atomic():
            plan.apply()
            restored: Any = row or self.model._base_manager.filter(pk=plan.tree.key).first()
            self.log_change(request, restored, why)

    def _tree(self, object_id: str) -> RecordTree | None:
        """The record with this key; None if it is not a key or the table has no history."""
        key = unquote(object_id)
        is_tracked = self.model in ENTRIES and is_primary_key(key)
        return RecordTree(self.model, int(key)) if is_tracked else None


def _has_history(tree: RecordTree) -> bool:
    entries: Any = ENTRIES[tree.model]
    return bool(entries.objects.filter(id=tree.key).exists())


def _to_history(tree: RecordTree) -> HttpResponseRedirect:
    return HttpResponseRedirect(admin_url(tree.model, "history", tree.key))


def _last_name(tree: RecordTree) -> str:
    """The last name of a deleted row."""
    newest = tree.newest(max_entries=None)
    for change in newest.changes if newest else []:
        if change.row == (tree.model, tree.key):
            return DisplayNames(tree).name(tree.model, change.before or change.after or {})
    return str(tree.key)


def _restore_reason(revision: Revision | None, reason: str) -> str:
    """The reason kept with a restore, in English like all data."""
    if revision is None:
        return reason
    when = localtime(revision.ended).strftime("%Y-%m-%d %H:%M:%S")
    who = revision.context.get("name", "outside the site")
    return f"Restored from {when} ({who}). {reason}".strip()[:LONGEST_REASON]
