"""Review in the admin: buttons on a record's page, actions on lists, each with a look at what comes of it."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import quote, unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from curation.database_errors import ChangeRefusedError
from curation.review.transitions import (
    DRAFT,
    IN_REVIEW,
    NOTE_LENGTH,
    PUBLISHED,
    RETRACTED,
    STEPS,
    Step,
    may,
    moved,
    note_of_sending_back,
    preview,
    transition,
    why_not,
)
from records.models import Record

MOST_AT_ONCE = 500
# What a page said that leads to the question, and what goes on with the answer
CARRIED = ("change_reason", "seen", "version")
# Nobody changes a record while it is looked at, nor after the end.
CLOSED = {
    IN_REVIEW: _(
        "It waits for review and does not change meanwhile: take it back, or have it sent back."
    ),
    RETRACTED: _("It has been retracted: what is left of it stays as it is."),
}


class ReviewMixin:
    """The part of a record's admin that moves it through review."""

    opts: Any
    model: Any
    admin_site: admin.AdminSite
    actions: Any = ["submit_for_review", "publish", "send_back", "retract"]

    def get_urls(self) -> list[Any]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_review"
        view = self.admin_site.admin_view(self.review_view)
        return [path("<path:object_id>/review/", view, name=name), *super().get_urls()]  # type: ignore[misc]

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return may(request.user, "publish", self.model)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if is_closed(obj) and not getattr(request, "refusal", ""):
            return False
        return bool(super().has_change_permission(request, obj))  # type: ignore[misc]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if isinstance(obj, Record) and obj.review_status != DRAFT:
            return False
        return bool(super().has_delete_permission(request, obj))  # type: ignore[misc]

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        if request.method == "POST" and object_id:
            found = self.get_object(request, unquote(object_id))  # type: ignore[attr-defined]
            if is_closed(found) and super().has_change_permission(request, found):  # type: ignore[misc]
                # Shown as an error of the form, with all that was typed.
                request.refusal = str(CLOSED[found.review_status])  # type: ignore[attr-defined]
        return super().changeform_view(request, object_id, form_url, extra_context)  # type: ignore[misc]

    def said_beside(self, request: HttpRequest, record: Any) -> dict[str, Any]:
        said: dict[str, Any] = super().said_beside(request, record)  # type: ignore[misc]
        if record.review_status == DRAFT:
            said["sent_back"] = note_of_sending_back(type(record))
        return said

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        record = kwargs.get("obj")
        if record is not None and super().has_change_permission(request):  # type: ignore[misc]
            context |= {
                "review_steps": steps_for(record, request.user),
                "review_url": self._review_url(record),
                "review_closed": CLOSED.get(record.review_status, ""),
            }
            if record.review_status == DRAFT:
                page: Any = self
                context["review_sent_back"] = page.beside(request, record).get("sent_back")
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]

    def review_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """One step of one record: asks first where something is to be said, else moves it."""
        if not super().has_change_permission(request):  # type: ignore[misc]
            raise PermissionDenied
        record = self.get_object(request, unquote(object_id))  # type: ignore[attr-defined]
        if record is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined]
        asked = request.POST if request.method == "POST" else request.GET
        step = STEPS.get(asked.get("to", ""))
        page = HttpResponseRedirect(
            reverse(
                f"admin:{self.opts.app_label}_{self.opts.model_name}_change",
                args=[quote(str(record.pk))],
            )
        )
        if step is None:
            self._say(request, gettext("Choose one of the steps on the page of the record."))
            return page
        if request.method != "POST":
            return self._ask(request, step, [record], self._review_url(record))
        try:
            if asked.get("version", str(record.version)) != str(record.version):
                raise ChangeRefusedError(
                    gettext("It has changed since you opened its page: look at it again.")
                )
            transition(record, step.to, user=request.user, note=asked.get("note", ""))
        except ChangeRefusedError as refused:
            if step.asks and not why_not(record, step.to, request.user):
                return self._ask(request, step, [record], self._review_url(record), str(refused))
            self._say(request, str(refused))
            return page
        self._say(request, step.done % {"record": record}, messages.SUCCESS)
        return page

    @admin.action(description=_("Submit for review"), permissions=["change"])
    def submit_for_review(self, request: HttpRequest, queryset: QuerySet) -> Any:
        return self._move(request, queryset, STEPS[IN_REVIEW])

    @admin.action(description=_("Publish"), permissions=["publish"])
    def publish(self, request: HttpRequest, queryset: QuerySet) -> Any:
        return self._move(request, queryset, STEPS[PUBLISHED])

    @admin.action(description=_("Send back"), permissions=["publish"])
    def send_back(self, request: HttpRequest, queryset: QuerySet) -> Any:
        return self._move(request, queryset, STEPS[DRAFT])

    @admin.action(description=_("Retract"), permissions=["publish"])
    def retract(self, request: HttpRequest, queryset: QuerySet) -> Any:
        return self._move(request, queryset, STEPS[RETRACTED])

    def _move(self, request: HttpRequest, queryset: QuerySet, step: Step) -> Any:
        """Shows what would come of it; once confirmed, moves what can be moved and says of the others why not."""
        records = list(queryset[: MOST_AT_ONCE + 1])
        if len(records) > MOST_AT_ONCE:
            text = gettext("At most %(most)s records at once; choose fewer.")
            return self._say(request, text % {"most": MOST_AT_ONCE})
        if "post" not in request.POST:
            return self._ask(request, step, records, request.get_full_path())
        note = request.POST.get("note", "")
        if step.asks and not note.strip():
            return self._ask(
                request, step, records, request.get_full_path(), gettext("Say why first.")
            )
        said = moved(records, step.to, user=request.user, note=note)
        for record, reason in said:
            if reason:
                self._say(request, f"{record}: {reason}")
        if done := [record for record, reason in said if not reason]:
            text = ngettext(
                "%(step)s: %(count)s record.", "%(step)s: %(count)s records.", len(done)
            )
            self._say(request, text % {"step": step.name, "count": len(done)}, messages.SUCCESS)
        return None

    def _ask(
        self, request: HttpRequest, step: Step, records: Iterable[Any], url: str, error: str = ""
    ) -> HttpResponse:
        """The page before one or many records move: which will, which will not and why."""
        said = preview(records, step.to, user=request.user)
        context = {
            **self.admin_site.each_context(request),
            "title": step.name,
            "opts": self.opts,
            "step": step,
            "url": url,
            "movable": [record for record, reason in said if not reason],
            "refused": [(record, reason) for record, reason in said if reason],
            "action": request.POST.get("action", ""),
            "checkbox": ACTION_CHECKBOX_NAME,
            "note": request.POST.get("note", ""),
            "carried": {name: value for name in CARRIED if (value := request.POST.get(name))},
            "note_length": NOTE_LENGTH,
            "error": error,
            "media": self.media,  # type: ignore[attr-defined]
        }
        return TemplateResponse(request, "admin/curation/moves.html", context)

    def _review_url(self, record: Any) -> str:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_review"
        return reverse(name, args=[quote(str(record.pk))])

    def _say(self, request: HttpRequest, text: str, level: int = messages.ERROR) -> None:
        self.message_user(request, text, level)  # type: ignore[attr-defined]


def is_closed(record: Any) -> bool:
    """Whether a record is one that nobody changes at the moment."""
    return isinstance(record, Record) and record.review_status in CLOSED


def steps_for(record: Record, user: Any) -> list[tuple[Step, str]]:
    """The steps from where a record is, each with the reason why this user cannot make it."""
    here = [step for step in STEPS.values() if step.origin == record.review_status]
    return [(step, why_not(record, step.to, user)) for step in here]
