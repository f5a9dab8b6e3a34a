"""Proposals in the admin: saving a published record makes one, a page of its own shows and decides on it."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import quote, unquote
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from curation.choices import ProposalState
from curation.database_errors import ChangeRefusedError
from curation.models import Proposal
from curation.review.proposals import (
    PROPOSED,
    ProposedError,
    address_of,
    conflicts_of,
    decide,
    difference_of,
    propose,
    why_not_decide,
)
from curation.review.transitions import DRAFT, PUBLISHED
from records.models import Record


class ProposalMixin:
    """The part of a record's admin that turns a change of what is published into a proposal."""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)  # type: ignore[misc]
        except ProposedError:
            page: Any = self
            with transaction.atomic():
                record = page.get_object(request, unquote(object_id or ""))
                proposal = propose(page, request, record)
            page.message_user(request, PROPOSED % {"record": record}, messages.SUCCESS)
            return HttpResponseRedirect(address_of(proposal))

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)  # type: ignore[misc]
        if getattr(request, "accepting", None):
            return
        if change and form.instance.review_status == PUBLISHED:
            if any(part.has_changed() for part in (form, *formsets)):
                raise ProposedError
        else:
            _leaves_published_rows_alone(form.instance, formsets)

    def said_beside(self, request: HttpRequest, record: Any) -> dict[str, Any]:
        said: dict[str, Any] = super().said_beside(request, record)  # type: ignore[misc]
        if record.review_status == PUBLISHED and may_see(request.user):
            said["has_open_proposals"] = Exists(open_proposals(record))
        return said

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        record = kwargs.get("obj")
        if record is not None and record.review_status == PUBLISHED:
            page: Any = self
            has_open = page.beside(request, record).get("has_open_proposals")
            context |= {
                "proposes": page.has_change_permission(request, record),
                "proposal_note": request.POST.get("proposal_note", ""),
                "open_proposals": open_proposals(record) if has_open else [],
            }
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]


class ProposalAdmin(admin.ModelAdmin):
    """Changes that wait for a decision, and what became of others."""

    list_display = ["what", "author", "created_at", "state", "note"]
    list_filter = ["state", ("author", admin.RelatedOnlyFieldListFilter)]
    list_display_links = ["what"]
    list_per_page = 50
    show_full_result_count = False

    class Media:
        css = {"all": ["curation/admin.css"]}

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        found = super().get_queryset(request).select_related("author", "decided_by", "content_type")
        return found.prefetch_related("record")

    @admin.display(description=_("record"))
    def what(self, proposal: Proposal) -> str:
        return str(proposal.record)

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.decide_view)
        own = path("<path:object_id>/decide/", view, name="curation_proposal_decide")
        return [own, *super().get_urls()]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if request.method == "POST":
            raise PermissionDenied
        return self._page(request, object_id)

    def decide_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Accepts, declines or withdraws; a refusal is shown on the page of the proposal."""
        if request.method != "POST":
            return self._page(request, object_id)
        proposal = self._found(request, object_id)
        if proposal is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined]
        chosen = request.POST.get("decision", "")
        if chosen not in set(ProposalState.values) - {ProposalState.OPEN}:
            self.message_user(
                request, gettext("Choose what becomes of the proposal."), messages.ERROR
            )
            return HttpResponseRedirect(address_of(proposal))
        note = request.POST.get("note", "").strip()
        try:
            decide(self._page_of(proposal), request, proposal, chosen, note)
        except ChangeRefusedError as refused:
            self.message_user(request, str(refused), messages.ERROR)
            return self._page(request, object_id)
        said = {
            ProposalState.ACCEPTED: gettext("The change is accepted and published."),
            ProposalState.DECLINED: gettext("The change is declined."),
            ProposalState.WITHDRAWN: gettext("The change is withdrawn."),
        }
        self.message_user(request, said[ProposalState(chosen)], messages.SUCCESS)
        return HttpResponseRedirect(address_of(proposal))

    def _page(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """What is proposed, what stands against it, and what can be done."""
        proposal = self._found(request, object_id)
        if proposal is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined]
        is_open = proposal.state == ProposalState.OPEN
        page = self._page_of(proposal)
        is_published = proposal.record.review_status == PUBLISHED  # type: ignore[union-attr]
        conflicts = conflicts_of(page, request, proposal) if is_open and is_published else []
        is_live = is_open and is_published and not conflicts
        reason = why_not_decide(proposal, request.user)
        record: Any = proposal.record._meta  # type: ignore[union-attr]
        name = f"admin:{record.app_label}_{record.model_name}_change"
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Proposed change"),
            "opts": self.opts,
            "original": proposal,
            "record_url": reverse(name, args=[quote(str(proposal.object_id))]),
            "decide_url": reverse("admin:curation_proposal_decide", args=[proposal.pk]),
            "difference": difference_of(page, request, proposal)
            if is_live
            else proposal.difference,
            "conflicts": conflicts,
            "acceptable": is_live,
            "no_longer_published": is_open and not is_published,
            "may_decide": not reason,
            "may_withdraw": is_open and proposal.author_id == request.user.pk,
            "why_not": reason if is_open else "",
            "decision_note": request.POST.get("note", ""),
            "media": self.media,
        }
        return TemplateResponse(request, "admin/curation/proposal.html", context)

    def _found(self, request: HttpRequest, object_id: str) -> Proposal | None:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return self.get_object(request, unquote(object_id))

    def _page_of(self, proposal: Proposal) -> Any:
        """The admin page of the record that the proposal is for."""
        return self.admin_site.get_model_admin(type(proposal.record))


def may_see(user: Any) -> bool:
    """Whether the user sees proposals."""
    return bool(user.has_perm("curation.view_proposal"))


def open_proposals(record: Record) -> QuerySet[Proposal]:
    """Changes of the record that wait for a decision."""
    content_type = ContentType.objects.get_for_model(record)
    waiting = Proposal.objects.filter(content_type=content_type, object_id=record.pk)
    return waiting.filter(state=ProposalState.OPEN).select_related("author")


def _leaves_published_rows_alone(record: Any, formsets: Any) -> None:
    """Raises RefusedError where a draft's page would change what sources say of a published record."""
    for formset in formsets:
        changed = [row for row, _names in formset.changed_objects]
        for row in [*formset.new_objects, *changed, *formset.deleted_objects]:
            about = getattr(row, row.about) if getattr(row, "arc", ()) else None
            if isinstance(about, Record) and about != record and about.review_status != DRAFT:
                text = gettext("“%(record)s” is no draft: change it on its own page.")
                raise ChangeRefusedError(text % {"record": about})
