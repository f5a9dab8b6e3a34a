"""Pages that merge one record into another, and undo a merge."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth import get_permission_codename
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from curation.admin_urls import admin_url
from curation.base_admin import BaseAdmin, ReadOnlyAdmin
from curation.database_errors import broken_rule, refusal_message
from curation.editing.form_snapshots import field_texts
from curation.editing.forms import EdtfDate, RowChoice, RowSelect
from curation.editing.optimistic_locking import lock_version, version_of
from curation.editing.three_way_merge import readable
from curation.merging.record_merge import (
    choosable_columns,
    merge,
    merge_permission,
    preview_merge,
    undo_merge,
)
from curation.middleware import change_reason
from curation.models import Merge
from curation.review.proposal_pages import propose_and_show
from curation.review.proposed_changes import MergeChange, UndoMergeChange
from curation.types import AnyUser
from records.second_person import NEEDS_SECOND_PERSON, needs_second_person
from records.triggers import FIXED

MERGE_SALT = "curation.merge_pages"


class MergeMixin(BaseAdmin):
    """Adds “Merge into…” to the pages of records of a kind."""

    def get_urls(self) -> list[URLPattern]:
        return [self.own_url("merge", self.merge_view), *super().get_urls()]

    def row_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        context = super().row_context(request, row)
        is_retracted = getattr(row, "review_status", "") == "retracted"
        if not is_retracted and may_merge(request.user, row):
            context["merge_url"] = admin_url(row, "merge", row.pk)
        return context

    def merge_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Asks which record stays, previews the merge, and makes it."""
        duplicate = self.get_object(request, object_id)
        if duplicate is None:
            if not self.has_change_permission(request):
                raise PermissionDenied
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not may_merge(request.user, duplicate):
            raise PermissionDenied
        form = self._choice_form(request)
        context: dict[str, Any] = {"form": form, "original": duplicate}
        if form.is_bound and form.is_valid():
            kept = form.cleaned_data["into"]
            if not may_merge(request.user, kept):
                raise PermissionDenied
            if request.method == "POST" and (response := self._merge(request, duplicate, kept)):
                return response
            context |= self._preview(request, duplicate, kept)
        context["title"] = _("Merge “%(record)s” into another record") % {"record": duplicate}
        context["media"] = self.media + form.media
        return self.render_page(request, "admin/curation/merge.html", **context)

    def _choice_form(self, request: HttpRequest) -> forms.Form:
        """The choice of the record that stays, an autocomplete like every other one."""
        # The autocomplete needs a foreign key to know what to look up.
        reference = next(
            relation.field
            for relation in self.model._meta.related_objects
            if relation.one_to_many and relation.field.db_constraint
        )
        field = RowChoice(
            self.model._default_manager.all(),
            label=_("The record that stays"),
            help_text=_("Everything that refers to the other one will refer to it."),
            widget=RowSelect(reference, self.admin_site),
        )
        form_class = type("MergeForm", (forms.Form,), {"into": field})
        sent = request.POST if request.method == "POST" else request.GET
        return form_class(sent if "into" in sent else None)

    def _merge(self, request: HttpRequest, duplicate: Model, kept: Model) -> HttpResponse | None:
        """Merges as previewed; None, with a message, if that is refused."""
        try:
            versions = signing.loads(request.POST.get("seen", ""), salt=MERGE_SALT)
            with transaction.atomic():
                pairs = zip((duplicate, kept), versions, strict=True)
                for record, version in sorted(pairs, key=lambda pair: pair[0].pk):
                    if version_of(record) is not None:
                        lock_version(record, version)
                take = self._taken_columns(request, duplicate)
                made, _outcome = merge(duplicate=duplicate, kept=kept, take=take, by=request.user)
        except (signing.BadSignature, ValueError):
            refusal = _("Please look at the preview of the merge first.")
        except IntegrityError as error:
            refusal = refusal_message(error)
            if broken_rule(error) == NEEDS_SECOND_PERSON:
                try:
                    change = MergeChange.of(request, duplicate=duplicate, kept=kept, take=take)
                    return propose_and_show(self, request, change, change_reason(request))
                except IntegrityError as later:
                    refusal = refusal_message(later)
        else:
            text = _("“%(gone)s” was merged into “%(stays)s”. This can be undone.")
            names = {"gone": duplicate, "stays": kept}
            self.message_user(request, text % names, messages.SUCCESS)
            return HttpResponseRedirect(admin_url(Merge, "change", made.pk))
        self.message_user(request, refusal, messages.ERROR)
        return None

    def _preview(self, request: HttpRequest, duplicate: Model, kept: Model) -> dict[str, Any]:
        context: dict[str, Any] = {"stays": kept, "fields": self._fields(request, duplicate, kept)}
        context["seen"] = signing.dumps([version_of(duplicate), version_of(kept)], salt=MERGE_SALT)
        context["leads_on"] = getattr(duplicate, "review_status", "") in FIXED
        context["proposes"] = any(needs_second_person(row) for row in (duplicate, kept))
        take = self._taken_columns(request, duplicate)
        try:
            context["outcome"] = preview_merge(
                duplicate=duplicate, kept=kept, take=take, by=request.user
            )
        except IntegrityError as error:
            context["refused"] = refusal_message(error)
        return context

    def _fields(self, request: HttpRequest, duplicate: Model, kept: Model) -> list[dict[str, Any]]:
        """Fields in which the two differ, with both values."""
        form = self._unsent_form(request, duplicate)
        theirs, ours = field_texts(form), field_texts(self._unsent_form(request, kept))
        return [
            {
                "name": name,
                "label": capfirst(str(field.label or name)),
                "gone": readable(field, theirs.get(name, [])),
                "stays": readable(field, ours.get(name, [])),
                "taken": name in request.POST.getlist("take"),
            }
            for name, field in form.fields.items()
            if theirs.get(name) != ours.get(name) and self._columns(field, name)
        ]

    def _taken_columns(self, request: HttpRequest, duplicate: Model) -> list[str]:
        """Columns of the fields for which the value of the other record was chosen."""
        fields = self._unsent_form(request, duplicate).fields
        chosen = [name for name in request.POST.getlist("take") if name in fields]
        return [column for name in chosen for column in self._columns(fields[name], name)]

    def _columns(self, field: forms.Field, name: str) -> Sequence[str]:
        """The columns behind a field of the form; none if there is no choice."""
        if isinstance(field, EdtfDate):
            return field.columns
        choosable = choosable_columns(self.model)
        columns = {each.name: str(each.column) for each in self.opts.local_concrete_fields}
        return [columns[name]] if columns.get(name) in choosable else []

    def _unsent_form(self, request: HttpRequest, record: Model) -> forms.ModelForm:
        return self.get_form(request, record, change=True)(instance=record)


class MergeAdmin(ReadOnlyAdmin):
    """All merges, to view and to undo."""

    list_display = ["gone", "stayed", "content_type", "merged_by", "merged_at", "undone_at"]
    list_select_related = ["content_type", "merged_by"]
    list_filter = ["content_type", ("undone_at", admin.EmptyFieldListFilter)]
    search_fields = ["gone", "stayed"]
    fields = ["gone", "stayed", "content_type", "merged_by", "merged_at", "undone_by", "undone_at"]

    def get_urls(self) -> list[URLPattern]:
        return [self.own_url("undo", self.undo_view), *super().get_urls()]

    def row_context(self, request: HttpRequest, row: Merge) -> dict[str, Any]:
        is_possible = not row.undone_at and may_undo(request.user, row)
        return {"undo_url": admin_url(Merge, "undo", row.pk)} if is_possible else {}

    def undo_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Undoes a merge."""
        made = self.get_object(request, object_id)
        if not self.has_view_permission(request, made):
            raise PermissionDenied
        if made is None:
            raise Http404
        if not may_undo(request.user, made):
            raise PermissionDenied
        if request.method == "POST" and request.POST.get("undo"):
            try:
                undo_merge(made, by=request.user)
            except IntegrityError as error:
                refusal = refusal_message(error)
                if broken_rule(error) == NEEDS_SECOND_PERSON:
                    model: Any = made.content_type.model_class()
                    kept = model._default_manager.get(pk=made.stayed_id)
                    change = UndoMergeChange.of(request, kept, made)
                    try:
                        return propose_and_show(self, request, change, change_reason(request))
                    except IntegrityError as later:
                        refusal = refusal_message(later)
                self.message_user(request, refusal, messages.ERROR)
            else:
                text = _("The merge was undone: both records are as they were before.")
                self.message_user(request, text, messages.SUCCESS)
        return HttpResponseRedirect(admin_url(Merge, "change", made.pk))


def may_merge(user: AnyUser, *records: Model) -> bool:
    """Whether the user may change the records, and publish them if one is public."""
    opts = records[0]._meta
    names = {get_permission_codename(each, opts) for each in ("change", merge_permission(*records))}
    return all(user.has_perm(f"{opts.app_label}.{name}") for name in names)


def may_undo(user: AnyUser, made: Merge) -> bool:
    """Whether the user may do with the two records what merging them took."""
    model: Any = made.content_type.model_class()
    rows = model._default_manager.filter(pk__in=[made.stayed_id, made.gone_id])
    return may_merge(user, *rows) if rows else False
