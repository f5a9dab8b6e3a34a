"""Optimistic locking: a page saves, deletes or acts only on the version of a record that it showed."""

import datetime as dt
from typing import Any, ClassVar

import psycopg2.errors
from django.contrib import messages
from django.contrib.admin.helpers import ActionForm
from django.core import signing
from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.models import Model, QuerySet
from django.forms import CharField, HiddenInput
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from curation.admin_urls import admin_url
from curation.database_errors import ChangeRefusedError, refusal_message
from curation.editing.form_snapshots import FormSnapshot
from curation.editing.paging import PASTED, PagedRowsMixin
from curation.editing.three_way_merge import MADE_FROM, Conflict, conflict_message, with_choices
from curation.request_state import copy_request, request_state
from curation.submissions import confirm_saved
from records.lock_waits import lock_message, waited_in_vain

LIST_SALT = "curation.guarding.list"
# Sent by the script with what the browser had kept (static/curation/drafts.js): fills the form, saves nothing
RESTORE = "_restore"


class StaleRecordError(ChangeRefusedError):
    """A record has changed since the page was opened on which somebody decided about it."""


class ListVersionsForm(ActionForm):
    """Actions on a list, with the versions of the records that the list shows."""

    seen = CharField(required=False, widget=HiddenInput, label="")


class OptimisticLockingMixin(PagedRowsMixin):
    """Shows conflicts with other people and refusals by the database on the page, with everything that was typed."""

    action_form: ClassVar[Any] = ListVersionsForm

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        """As in Django; while a form is saved also locks the record and compares it with what the page showed."""
        row = super().get_object(request, object_id, from_field)
        is_saving = row is not None and request_state(request).is_saving
        if not is_saving or not self.has_change_permission(request, row):
            return row
        lock(row)
        row = super().get_object(request, object_id, from_field)
        if row is not None:
            self._compare(request, row)
        return row

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        state = request_state(request)
        if request.method == "POST":
            request.POST = with_choices(request.POST)  # type: ignore[assignment]
            state.refusal = state.refusal or _reason_not_to_save(request.POST)
        state.is_saving = is_posted = request.method == "POST"
        try:
            return super().changeform_view(request, *args, **kwargs)
        except OperationalError as error:
            if waited_in_vain(error):
                state.refusal = lock_message()
                # Compared and locked when it is saved again, not to show it
                is_posted = False
            elif isinstance(error.__cause__, psycopg2.errors.DeadlockDetected):
                state.refusal = _(
                    "Somebody else is saving the same rows just now. Please save again."
                )
            else:
                raise
        except IntegrityError as error:
            state.refusal = refusal_message(error)
        # Rolled back. Shows the form again with the same input and the refusal as its error.
        state.is_successful = state.is_saved = False
        state.is_saving = is_posted
        return super().changeform_view(request, *args, **kwargs)

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        confirm_saved(request)
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Model) -> HttpResponse:
        confirm_saved(request)
        return super().response_change(request, obj)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        # Deferred rules are checked here, not at the commit, while there is still a form to show.
        connection.check_constraints()

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        row = context.get("original")
        if row is not None and request.method == "POST":
            context[MADE_FROM] = request.POST.get(MADE_FROM, "")
        elif row is None:
            context[MADE_FROM] = ""
        elif self.has_change_permission(request, row):
            formsets = [each.formset for each in context["inline_admin_formsets"]]
            shown = FormSnapshot.of(version_of(row), context["adminform"].form, formsets)
            context[MADE_FROM] = shown.signed()
        context["conflict"] = request_state(request).conflict
        return super().render_change_form(request, context, *args, **kwargs)

    def _compare(self, request: HttpRequest, row: Model) -> None:
        """Notes a conflict between what the page showed and the record, and what the form then shows."""
        state = request_state(request)
        state.is_saving = False
        was = FormSnapshot.read(request.POST.get(MADE_FROM, ""))
        if was is None and RESTORE in request.POST:
            # Kept by an earlier version, without what the page showed: every difference is a conflict.
            was = FormSnapshot.of_nothing()
        if was is None:
            state.refusal = _("This page is incomplete. Please open it again.")
            return
        is_same_row = not _was_recreated(row, was.at)
        if is_same_row and was.version is not None and was.version == version_of(row):
            return
        now = self._shown_now(request, row)
        if not is_same_row or not was.agrees_with(now):
            state.conflict = Conflict(was=was, now=now, posted=request.POST)
            request.POST = state.conflict.data  # type: ignore[assignment]
            state.refusal = conflict_message(row, was.at)

    def _shown_now(self, request: HttpRequest, row: Model) -> FormSnapshot:
        """What the page would show if it were opened now."""
        opening = copy_request(request)
        opening.method = "GET"
        form = self.get_form(opening, row, change=True)(instance=row)
        formsets, _inlines = self._create_formsets(opening, row, change=True)
        return FormSnapshot.of(version_of(row), form, formsets)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> Any:
        """Asks about the current version of the record, and deletes no other."""
        if request.method == "GET" and "version" not in request.GET:
            row = self.get_object(request, object_id)
            if version_of(row) and self.has_delete_permission(request, row):
                query = request.GET.copy()
                query["version"] = str(version_of(row))
                return HttpResponseRedirect(f"{request.path}?{urlencode(query, doseq=True)}")
        try:
            return super().delete_view(request, object_id, extra_context)
        except IntegrityError as error:
            self.message_user(request, refusal_message(error), messages.ERROR)
            return HttpResponseRedirect(admin_url(self.model, "change", object_id))

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        lock(obj)
        expected = request.GET.get("version")
        if expected is not None and str(version_of(obj) or "") != expected:
            raise StaleRecordError(stale_message(obj))
        super().delete_model(request, obj)
        connection.check_constraints()

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        super().delete_queryset(request, queryset)
        connection.check_constraints()

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        response = super().changelist_view(request, extra_context)
        context = getattr(response, "context_data", None) or {}
        if form := context.get("action_form"):
            versions = {str(row.pk): version_of(row) for row in context["cl"].result_list}
            form.initial = {"seen": signing.dumps(versions, salt=LIST_SALT, compress=True)}
        return response

    def response_action(  # type: ignore[override]
        self, request: HttpRequest, queryset: QuerySet
    ) -> HttpResponse | None:
        """Runs an action on all chosen records or on none; refuses it if the list showed an older version of one."""
        try:
            with transaction.atomic():
                stale = self._stale_rows(request)
                if not stale:
                    return super().response_action(request, queryset)
                for row in stale:
                    self.message_user(request, stale_message(row), messages.ERROR)
        except IntegrityError as error:
            self.message_user(request, refusal_message(error), messages.ERROR)
        return HttpResponseRedirect(request.get_full_path())

    def _stale_rows(self, request: HttpRequest) -> list[Model]:
        """The chosen records that have changed since the list was shown; locks all chosen ones."""
        try:
            seen = signing.loads(request.POST.get("seen", ""), salt=LIST_SALT)
        except signing.BadSignature:
            return []
        chosen = [key for key in request.POST.getlist("_selected_action") if seen.get(key)]
        if not chosen:
            return []
        rows = self.model._default_manager.filter(pk__in=chosen).order_by("pk")
        locked = rows.select_for_update(no_key=True)
        return [row for row in locked if row.version != seen[str(row.pk)]]


def _reason_not_to_save(posted: QueryDict) -> str:
    """Why what was sent is shown again instead of saved; empty if it may be saved."""
    if RESTORE in posted:
        return _("What this browser had kept is in the form again. Check it, then save.")
    if any(name.startswith(PASTED) and str(text).strip() for name, text in posted.items()):
        return _(
            "A box still holds pasted text that is not in rows, and would be lost. Fill the rows, or empty the box;"
            " then save again."
        )
    return ""


def version_of(row: Model | None) -> int | None:
    """The version of a record; None for rows without versions."""
    return getattr(row, "version", None)


def _was_recreated(row: Model, since: str) -> bool:
    """Whether the row was deleted and restored since then, which restarts its versions."""
    created = getattr(row, "created_at", None)
    return created is not None and created > dt.datetime.fromisoformat(since)


def lock(row: Any) -> None:
    """Locks the row, and with it the rows on its page, until the transaction ends; refreshes its version."""
    rows = type(row)._default_manager.filter(pk=row.pk).select_for_update(no_key=True)
    if version_of(row) is None:
        rows.values_list("pk").first()
    else:
        row.version = rows.values_list("version", flat=True).first()


def lock_version(row: Model, version: str | int | None) -> None:
    """Locks the row; raises StaleRecordError if it no longer has this version."""
    lock(row)
    if str(version_of(row)) != str(version):
        raise StaleRecordError(stale_message(row))


def stale_message(row: Model) -> str:
    text = _("%(record)s was changed since you opened the page. Please look again.")
    return text % {"record": row}
