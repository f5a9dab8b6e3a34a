"""Review in the admin: buttons on a record's page and actions on lists, each with a preview."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.db.models.expressions import Combinable
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from curation.admin_urls import admin_url
from curation.choices import BatchDecision
from curation.database_errors import ChangeRefusedError
from curation.editing.paging import PagedRowsMixin
from curation.lists.record_list import FILTERS, next_key, record_url
from curation.middleware import change_reason
from curation.request_state import request_state
from curation.review import transitions
from curation.review.batch_pages import open_batch
from curation.review.claims_behind import CitedRow
from curation.review.new_terms import new_term_rows
from curation.review.review_queue import next_to_review
from curation.review.transitions import DRAFT, IN_REVIEW, PUBLISHED, RETRACTED, Transition
from curation.types import AnyUser
from records.models import Record
from records.term_use import joined_terms, shown_terms, shown_terms_of

# More than these are decided on by the worker, on a page of their own.
MOST_AT_ONCE = 100
# Fields of the first page that the confirmation sends again
CARRIED_FIELDS = ("change_reason", "seen", "version", FILTERS)
# Why records with these statuses cannot be changed
LOCKED = {
    IN_REVIEW: _(
        "It is waiting for review and cannot be changed until it is published or sent back."
    ),
    RETRACTED: _("It was retracted and cannot be changed."),
}


def list_action(to: str, permission: str) -> Any:
    """The action of a list that makes a transition."""
    step = transitions.TRANSITIONS[to]

    @admin.action(description=step.name, permissions=[permission])
    def move(page: "ReviewMixin", request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        return page._apply_transition(request, queryset, step)

    return move


class ReviewMixin(PagedRowsMixin):
    """The part of a record's admin that moves it through review."""

    actions: Sequence[Any] = ["submit_for_review", "publish", "send_back", "retract"]

    def get_urls(self) -> list[URLPattern]:
        return [self.own_url("review", self.review_view), *super().get_urls()]

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return transitions.may(request.user, "publish", self.model)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        if is_locked(obj) and not request_state(request).refusal:
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        if isinstance(obj, Record) and obj.review_status != DRAFT:
            return False
        return super().has_delete_permission(request, obj)

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> Any:
        if request.method == "POST":
            record = self.get_object(request, unquote(object_id))
            if is_locked(record) and super().has_change_permission(request, record):
                # Shown as an error of the form, with everything that was typed
                request_state(request).refusal = str(LOCKED[record.review_status])
        return super().change_view(request, object_id, *args, **kwargs)

    def extra_annotations(self, request: HttpRequest, record: Record) -> dict[str, Combinable]:
        extra = super().extra_annotations(request, record)
        if record.review_status == DRAFT:
            extra["sent_back"] = transitions.send_back_note(type(record))
        return extra

    def row_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        context = super().row_context(request, row)
        if super().has_change_permission(request):
            context |= {
                "transitions": transitions_from(row, request.user),
                "review_url": admin_url(row, "review", row.pk),
                "list_filters": request.GET.get(FILTERS, ""),
                "review_locked": LOCKED.get(row.review_status, ""),
            }
            if row.review_status == IN_REVIEW:
                context["new_terms"] = new_term_rows(shown_terms(row))
            if row.review_status == DRAFT:
                context["send_back_note"] = self.annotations(request, row).get("sent_back")
        return context

    def review_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Makes one transition of one record; asks for a note first where one is needed."""
        if not super().has_change_permission(request):
            raise PermissionDenied
        record = self.get_object(request, unquote(object_id))
        if record is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        sent = request.POST if request.method == "POST" else request.GET
        step = transitions.TRANSITIONS.get(sent.get("to", ""))
        page = HttpResponseRedirect(admin_url(record, "change", record.pk))
        if step is None:
            self._error(request, gettext("Choose one of the steps on the page of the record."))
            return page
        url = admin_url(record, "review", record.pk)
        if request.method != "POST":
            return self._ask(request, step, [record], url)
        filters = sent.get(FILTERS, "")
        is_decision = step.origin == IN_REVIEW and record.submitted_by_id != request.user.pk
        # The record leaves the list once it is decided on.
        following = next_key(self, request, record, filters) if is_decision and filters else None
        try:
            if sent.get("version", str(record.version)) != str(record.version):
                raise ChangeRefusedError(str(transitions.CHANGED_SINCE))
            transitions.transition(record, step.to, user=request.user, note=sent.get("note", ""))
        except ChangeRefusedError as refused:
            refusal = transitions.transition_refusal(record, step.to, request.user)
            if step.note_prompt and not refusal:
                return self._ask(request, step, [record], url, str(refused))
            self._error(request, str(refused))
            return page
        done = step.done % {"record": record}
        if following:
            next_page = record_url(self.model, following, filters)
        else:
            next_page = next_to_review(self.admin_site, request) if is_decision else ""
        if next_page:
            link = format_html('<a href="{}">{}</a>', page["Location"], done)
            done = format_html("{} {}", link, gettext("This is the next one."))
        self.message_user(request, done, messages.SUCCESS)
        return HttpResponseRedirect(next_page) if next_page else page

    submit_for_review = list_action(IN_REVIEW, "change")
    publish = list_action(PUBLISHED, "publish")
    send_back = list_action(DRAFT, "publish")
    retract = list_action(RETRACTED, "publish")

    def _apply_transition(
        self, request: HttpRequest, queryset: QuerySet, step: Transition
    ) -> HttpResponse | None:
        """Shows a preview; once confirmed, moves what can be moved and reports why other records were not.

        Many are left to the worker.
        """
        records = list(queryset[: MOST_AT_ONCE + 1])
        note, url = request.POST.get("note", ""), request.get_full_path()
        if len(records) > MOST_AT_ONCE:
            decision, why = BatchDecision(step.to), change_reason(request)
            return open_batch(self, request, decision, [queryset], origin=url, note=why)
        if "post" not in request.POST:
            return self._ask(request, step, records, url)
        if step.note_prompt and not note.strip():
            return self._ask(request, step, records, url, gettext("Say why first."))
        results = transitions.make_transitions(records, step.to, user=request.user, note=note)
        for record, reason in results:
            if reason:
                self._error(request, f"{record}: {reason}")
        if count := sum(not reason for _record, reason in results):
            text = ngettext("%(step)s: %(count)s record.", "%(step)s: %(count)s records.", count)
            text %= {"step": step.name, "count": count}
            self.message_user(request, text, messages.SUCCESS)
        return None

    def _ask(
        self,
        request: HttpRequest,
        step: Transition,
        records: list[Record],
        url: str,
        error: str = "",
    ) -> HttpResponse:
        """The confirmation page: which records will move, and why others will not."""
        results = transitions.preview_transitions(records, step.to, user=request.user)
        movable = [record for record, reason in results if not reason]
        sent = request.POST if request.method == "POST" else request.GET
        return self.render_page(
            request,
            "admin/curation/confirm_transition.html",
            title=step.name,
            step=step,
            url=url,
            movable=movable,
            new_terms=_new_terms(movable) if step.to == PUBLISHED else [],
            refused=[(record, reason) for record, reason in results if reason],
            action=request.POST.get("action", ""),
            checkbox=ACTION_CHECKBOX_NAME,
            note=request.POST.get("note", ""),
            carried={n: value for n in CARRIED_FIELDS if (value := sent.get(n))},
            note_length=transitions.NOTE_LENGTH,
            error=error,
        )

    def _error(self, request: HttpRequest, text: str) -> None:
        self.message_user(request, text, messages.ERROR)


def is_locked(record: Model | None) -> bool:
    """Whether a record has a status in which nobody changes it."""
    return isinstance(record, Record) and record.review_status in LOCKED


def _new_terms(records: list[Record]) -> list[CitedRow]:
    """The terms and places, with all their text, that readers would see with these records of one kind."""
    if not records:
        return []
    shown = shown_terms_of(type(records[0]), [record.pk for record in records])
    return new_term_rows(joined_terms(shown.values()))


def transitions_from(record: Record, user: AnyUser) -> list[tuple[Transition, str]]:
    """The transitions from the status of a record that this user makes, each with the reason why it is not possible."""
    steps = transitions.TRANSITIONS.values()
    return [
        (step, transitions.transition_refusal(record, step.to, user))
        for step in steps
        if step.origin == record.review_status and transitions.is_offered(record, step, user)
    ]
