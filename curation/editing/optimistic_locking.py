"""Pages that notice when their record has moved on: saving, deleting and acting on old ones is refused."""

import copy
import datetime as dt
from typing import Any, ClassVar

import psycopg2.errors
from django.contrib import messages
from django.contrib.admin.helpers import ActionForm
from django.core import signing
from django.db import IntegrityError, OperationalError
from django.db.models import Model, QuerySet
from django.forms import CharField, HiddenInput
from django.http import HttpRequest, HttpResponseRedirect
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from curation.editing.form_snapshots import Snapshot
from curation.editing.three_way_merge import MADE_FROM, Conflict, who_was_first, with_choices

LIST_SALT = "curation.guarding.list"


class StaleRecordError(Exception):
    """A record is not any more as the page showed it on which somebody decided about it."""


class ListVersionsForm(ActionForm):
    """Actions on a list, with the versions that the list shows."""

    seen = CharField(required=False, widget=HiddenInput, label="")


class OptimisticLockingMixin:
    """Compares what a page was made from with what is there, the record locked."""

    opts: Any
    model: Any
    action_form: ClassVar[Any] = ListVersionsForm

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        """As Django gets it; while a page is saved the record is locked, and refused if it has moved."""
        row = super().get_object(request, object_id, from_field)  # type: ignore[misc]
        if row is None or not getattr(request, "is_saving", False):
            return row
        if not self.has_change_permission(request, row):  # type: ignore[attr-defined]
            return row
        lock(row)
        row = super().get_object(request, object_id, from_field)  # type: ignore[misc]
        if row is not None:
            self._compare(request, row)
        return row

    def changeform_view(
        self,
        request: Any,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        if request.method == "POST":
            request.is_saving = True
            request.POST = with_choices(request.POST)
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)  # type: ignore[misc]
        except OperationalError as error:
            if not isinstance(error.__cause__, psycopg2.errors.DeadlockDetected):
                raise
            raise IntegrityError(
                _("Somebody else is saving the same rows just now. Please save again.")
            ) from error

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> Any:
        row = context.get("original")
        if row is not None and request.method == "POST":
            context[MADE_FROM] = request.POST.get(MADE_FROM, "")
        elif row is not None and self.has_change_permission(request, row):  # type: ignore[attr-defined]
            formsets = [each.formset for each in context["inline_admin_formsets"]]
            shown = Snapshot.of(version_of(row), context["adminform"].form, formsets)
            context[MADE_FROM] = shown.signed()
        context["conflict"] = getattr(request, "conflict", None)
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]

    def _compare(self, request: Any, row: Model) -> None:
        """Notes the conflict, if there is one, and what the form is to show then."""
        request.is_saving = False
        was = Snapshot.read(request.POST.get(MADE_FROM, ""))
        is_same = was is not None and not _came_later(row, was.at)
        if is_same and was and was.version is not None and was.version == version_of(row):
            return
        now = self._shown_now(request, row)
        if was is None:
            request.refusal = _("This page is incomplete. Please open it again.")
        elif not is_same or not was.agrees_with(now):
            request.conflict = Conflict(was=was, now=now, posted=request.POST)
            request.POST = request.conflict.data
            request.refusal = who_was_first(row, was.at)

    def _shown_now(self, request: HttpRequest, row: Model) -> Snapshot:
        """What the page would show if it were opened now."""
        opening = copy.copy(request)
        opening.method = "GET"
        page: Any = self
        form = page.get_form(opening, row, change=True)(instance=row)
        formsets, _inlines = page._create_formsets(opening, row, change=True)
        return Snapshot.of(version_of(row), form, formsets)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> Any:
        """Asks about the version that is there when it asks, and deletes no other."""
        if request.method == "GET" and "version" not in request.GET:
            row = self.get_object(request, object_id)
            if version_of(row) and self.has_delete_permission(request, row):  # type: ignore[attr-defined]
                query = request.GET.copy()
                query["version"] = str(version_of(row))
                return HttpResponseRedirect(f"{request.path}?{urlencode(query, doseq=True)}")
        return super().delete_view(request, object_id, extra_context)  # type: ignore[misc]

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        lock(obj)
        asked = request.GET.get("version")
        if asked is not None and str(version_of(obj) or "") != asked:
            raise StaleRecordError(changed_meanwhile(obj))
        super().delete_model(request, obj)  # type: ignore[misc]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        response = super().changelist_view(request, extra_context)  # type: ignore[misc]
        context = getattr(response, "context_data", None) or {}
        if form := context.get("action_form"):
            versions = {str(row.pk): version_of(row) for row in context["cl"].result_list}
            form.initial = {"seen": signing.dumps(versions, salt=LIST_SALT, compress=True)}
        return response

    def response_action(self, request: HttpRequest, queryset: QuerySet) -> Any:
        """Refuses an action, all of it, on a list that shows an older state of a chosen record."""
        try:
            seen = signing.loads(request.POST.get("seen", ""), salt=LIST_SALT)
        except signing.BadSignature:
            seen = {}
        chosen = [key for key in request.POST.getlist("_selected_action") if seen.get(key)]
        rows = self.model._default_manager.filter(pk__in=chosen).order_by("pk")
        moved = (
            [row for row in rows.select_for_update(no_key=True) if row.version != seen[str(row.pk)]]
            if chosen
            else []
        )
        for row in moved:
            self.message_user(request, changed_meanwhile(row), messages.ERROR)  # type: ignore[attr-defined]
        if moved:
            return HttpResponseRedirect(request.get_full_path())
        return super().response_action(request, queryset)  # type: ignore[misc]


def version_of(row: Any) -> int | None:
    """The version of a record; None for rows that have none."""
    return getattr(row, "version", None)


def _came_later(row: Model, moment: str) -> bool:
    """Whether the row was deleted and restored since: its versions were counted from one again."""
    created = getattr(row, "created_at", None)
    return created is not None and created > dt.datetime.fromisoformat(moment)


def lock(row: Any) -> None:
    """Nobody else writes the row, or what is on its page, until the transaction ends.

    Takes over the version that it then has.
    """
    rows = type(row)._default_manager.filter(pk=row.pk).select_for_update(no_key=True)
    if version_of(row) is None:
        rows.values_list("pk").first()
    else:
        row.version = rows.values_list("version", flat=True).first()


def refuse_if_moved(row: Any, version: str | int | None) -> None:
    """Raises StaleRecordError, the row locked, if it has another version than somebody decided about."""
    lock(row)
    if str(row.version) != str(version):
        raise StaleRecordError(changed_meanwhile(row))


def changed_meanwhile(row: Model) -> str:
    """What is said of a record that has moved on."""
    return _("%(record)s was changed since you opened the page. Please look again.") % {
        "record": row
    }
