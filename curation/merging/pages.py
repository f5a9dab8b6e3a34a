"""Pages on which one record is merged into another, and a merge is undone."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth import get_permission_codename
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from curation.editing.form_snapshots import values_of
from curation.editing.forms import EdtfDate, RowChoice, RowSelect
from curation.editing.optimistic_locking import StaleRecordError, refuse_if_moved, version_of
from curation.editing.three_way_merge import readable
from curation.merging.record_merge import (
    MergeRefusedError,
    columns_to_choose,
    merge,
    permission_for,
    preview,
    undo,
)
from curation.models import Merge
from records.triggers import FIXED

SALT = "curation.merge_pages"


class MergeMixin:
    """Adds “Merge into…” to the pages of records of a kind."""

    opts: Any
    model: Any
    admin_site: admin.AdminSite

    def get_urls(self) -> list[Any]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_merge"
        view = self.admin_site.admin_view(self.merge_view)
        return [path("<path:object_id>/merge/", view, name=name), *super().get_urls()]  # type: ignore[misc]

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> Any:
        row = context.get("original")
        if row is not None and may_merge(request.user, row) and can_go(row):
            name = f"admin:{self.opts.app_label}_{self.opts.model_name}_merge"
            context["merge_url"] = reverse(name, args=[row.pk])
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]

    def merge_view(self, request: HttpRequest, object_id: str) -> Any:
        """Asks which record stays, shows what the merge comes to, and makes it."""
        page: Any = self
        gone = page.get_object(request, object_id)
        if gone is None:
            if not page.has_change_permission(request):
                raise PermissionDenied
            return page._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not may_merge(request.user, gone):
            raise PermissionDenied
        form = self._form(request)
        context: dict[str, Any] = {"form": form, "original": gone}
        if form.is_bound and form.is_valid():
            stays = form.cleaned_data["into"]
            if not may_merge(request.user, stays):
                raise PermissionDenied
            if request.method == "POST" and (done := self._make(request, gone, stays)):
                return done
            context |= self._preview(request, gone, stays)
        context |= {
            **self.admin_site.each_context(request),
            "title": _("Merge “%(record)s” into another record") % {"record": gone},
            "opts": self.opts,
            "media": page.media + form.media,
        }
        return TemplateResponse(request, "admin/curation/merge.html", context)

    def _form(self, request: HttpRequest) -> Any:
        """The choice of the record that stays, an autocomplete like every other one."""
        reference = next(field for field in _references(self.model))
        field = RowChoice(
            self.model._default_manager.all(),
            label=_("The record that stays"),
            help_text=_("All that refers to the other one will refer to it."),
            widget=RowSelect(reference, self.admin_site),
        )
        kind = type("MergeForm", (forms.Form,), {"into": field})
        sent = request.POST if request.method == "POST" else request.GET
        return kind(sent if "into" in sent else None)

    def _make(self, request: HttpRequest, gone: Any, stays: Any) -> Any:
        """Merges as it was shown; None where that is refused, which is said."""
        try:
            versions = signing.loads(request.POST.get("seen", ""), salt=SALT)
            with transaction.atomic():
                for record, version in sorted(
                    zip((gone, stays), versions, strict=True), key=lambda pair: pair[0].pk
                ):
                    if version_of(record) is not None:
                        refuse_if_moved(record, version)
                made, _outcome = merge(
                    gone=gone, stays=stays, take=self._taken(request, gone), by=request.user
                )
        except (signing.BadSignature, ValueError):
            self._say(request, _("Please look at what the merge comes to first."))
        except (MergeRefusedError, StaleRecordError) as refused:
            self._say(request, str(refused))
        except IntegrityError as error:
            self._say(request, refusal(error))
        else:
            said = _("“%(gone)s” was merged into “%(stays)s”. This can be undone.")
            names = {"gone": gone, "stays": stays}
            self.message_user(request, said % names, messages.SUCCESS)  # type: ignore[attr-defined]
            return HttpResponseRedirect(reverse("admin:curation_merge_change", args=[made.pk]))
        return None

    def _preview(self, request: HttpRequest, gone: Any, stays: Any) -> dict[str, Any]:
        context: dict[str, Any] = {"stays": stays, "fields": self._fields(request, gone, stays)}
        context["seen"] = signing.dumps([version_of(gone), version_of(stays)], salt=SALT)
        context["leads_on"] = getattr(gone, "review_status", "") in FIXED
        try:
            context["outcome"] = preview(
                gone=gone, stays=stays, take=self._taken(request, gone), by=request.user
            )
        except MergeRefusedError as refused:
            context["refused"] = str(refused)
        except IntegrityError as error:
            context["refused"] = refusal(error)
        return context

    def _fields(self, request: HttpRequest, gone: Any, stays: Any) -> list[dict[str, Any]]:
        """Fields in which the two differ, with both values."""
        forms_of = [self._unsent(request, record) for record in (gone, stays)]
        theirs, ours = (values_of(form) for form in forms_of)
        return [
            {
                "name": name,
                "label": capfirst(str(field.label or name)),
                "gone": readable(field, theirs.get(name, [])),
                "stays": readable(field, ours.get(name, [])),
                "taken": name in request.POST.getlist("take"),
            }
            for name, field in forms_of[0].fields.items()
            if theirs.get(name) != ours.get(name) and self._columns(field, name)
        ]

    def _taken(self, request: HttpRequest, gone: Any) -> list[str]:
        """Columns of the fields in which the other's value was chosen."""
        fields = self._unsent(request, gone).fields
        chosen = [name for name in request.POST.getlist("take") if name in fields]
        return [column for name in chosen for column in self._columns(fields[name], name)]

    def _columns(self, field: Any, name: str) -> list[str]:
        """The columns behind a field of the form, if one may choose them."""
        if isinstance(field, EdtfDate):
            return list(field.columns)
        found = [f for f in self.opts.local_concrete_fields if f.name == name]
        return [f.column for f in found if f.column in columns_to_choose(self.model)]

    def _unsent(self, request: HttpRequest, record: Any) -> Any:
        page: Any = self
        return page.get_form(request, record, change=True)(instance=record)

    def _say(self, request: HttpRequest, text: str) -> None:
        self.message_user(request, text, messages.ERROR)  # type: ignore[attr-defined]


class MergeAdmin(admin.ModelAdmin):
    """All merges, to look at and to undo."""

    list_display = ["gone", "stayed", "content_type", "merged_by", "merged_at", "undone_at"]
    list_select_related = ["content_type", "merged_by"]
    list_filter = ["content_type", ("undone_at", admin.EmptyFieldListFilter)]
    search_fields = ["gone", "stayed"]
    fields = ["gone", "stayed", "content_type", "merged_by", "merged_at", "undone_by", "undone_at"]
    show_full_result_count = False

    class Media:
        css = {"all": ["curation/admin.css"]}

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.undo_view)
        return [
            path("<path:object_id>/undo/", view, name="curation_merge_undo"),
            *super().get_urls(),
        ]

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> Any:
        row = context.get("original")
        if row is not None and not row.undone_at and may_undo(request.user, row):
            context["undo_url"] = reverse("admin:curation_merge_undo", args=[row.pk])
        return super().render_change_form(request, context, *args, **kwargs)

    def undo_view(self, request: HttpRequest, object_id: str) -> Any:
        """Undoes a merge when asked for it from its page."""
        made = self.get_object(request, object_id)
        if not self.has_view_permission(request, made):
            raise PermissionDenied
        if made is None:
            raise Http404
        if not may_undo(request.user, made):
            raise PermissionDenied
        if request.method == "POST" and request.POST.get("undo"):
            try:
                undo(made, by=request.user)
            except MergeRefusedError as refused:
                self.message_user(request, str(refused), messages.ERROR)
            except IntegrityError as error:
                self.message_user(request, refusal(error), messages.ERROR)
            else:
                said = _("The merge was undone: both records are there again, as they were.")
                self.message_user(request, said, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:curation_merge_change", args=[made.pk]))


def may_merge(user: Any, *records: Any) -> bool:
    """Whether the user may write to records, and publish them where one is public."""
    opts = records[0]._meta
    needed = {"change", permission_for(*records)}
    names = (get_permission_codename(action, opts) for action in needed)
    return all(user.has_perm(f"{opts.app_label}.{name}") for name in names)


def may_undo(user: Any, made: Merge) -> bool:
    """Whether the user may do with the record that stayed what merging it took."""
    model: Any = made.content_type.model_class()
    rows = model._default_manager.filter(pk__in=[made.stayed_id, made.gone_id])
    return may_merge(user, *rows) if rows else False


def can_go(row: Any) -> bool:
    """Whether there is anything left to merge."""
    return getattr(row, "review_status", "") != "retracted"


def refusal(error: IntegrityError) -> str:
    """What the database says to people."""
    line = str(error).partition("\n")[0]
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    return line.removesuffix(f" ({name})")


def _references(model: Any) -> list[Any]:
    """A foreign key to the model, which the autocomplete needs to know what it looks for."""
    return [
        relation.field
        for relation in model._meta.related_objects
        if relation.one_to_many and relation.field.db_constraint
    ]
