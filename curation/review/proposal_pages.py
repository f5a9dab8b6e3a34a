"""Proposals in the admin: saving a published record creates one, and a page of its own shows and decides it."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, QuerySet
from django.db.models.expressions import Combinable
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from curation.admin_urls import admin_url
from curation.base_admin import ReadOnlyAdmin
from curation.choices import ProposalState
from curation.database_errors import ChangeRefusedError
from curation.editing.formsets import RowFormSet
from curation.editing.paging import PagedRowsMixin
from curation.models import Proposal
from curation.request_state import request_state
from curation.review.proposals import (
    PROPOSED,
    ProposedError,
    conflicts_of,
    decide,
    decision_refusal,
    difference_of,
    proposal_url,
    propose,
)
from curation.review.transitions import DRAFT, PUBLISHED
from records.models import Record

DECISIONS = {
    ProposalState.ACCEPTED: _("The change is accepted and published."),
    ProposalState.DECLINED: _("The change is declined."),
    ProposalState.WITHDRAWN: _("The change is withdrawn."),
}


class ProposalMixin(PagedRowsMixin):
    """The part of a record's admin that turns a change of a published record into a proposal."""

    def change_view(
        self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        try:
            return super().change_view(request, object_id, *args, **kwargs)
        except ProposedError:
            with transaction.atomic():
                record = self.get_object(request, unquote(object_id))
                proposal = propose(self, request, record)
            self.message_user(request, PROPOSED % {"record": record}, messages.SUCCESS)
            return HttpResponseRedirect(proposal_url(proposal))

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if request_state(request).is_accepting:
            return
        if change and form.instance.review_status == PUBLISHED:
            if any(part.has_changed() for part in (form, *formsets)):
                raise ProposedError
        else:
            _refuse_published_rows(form, formsets)

    def extra_annotations(self, request: HttpRequest, record: Record) -> dict[str, Combinable]:
        extra = super().extra_annotations(request, record)
        if record.review_status == PUBLISHED and request.user.has_perm("curation.view_proposal"):
            extra["has_open_proposals"] = Exists(open_proposals(record))
        return extra

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        record = kwargs.get("obj")
        if record is not None and record.review_status == PUBLISHED:
            has_open = self.annotations(request, record).get("has_open_proposals")
            context |= {
                "proposes": self.has_change_permission(request, record),
                "proposal_note": request.POST.get("proposal_note", ""),
                "open_proposals": open_proposals(record) if has_open else [],
            }
        return super().render_change_form(request, context, *args, **kwargs)


class ProposalAdmin(ReadOnlyAdmin):
    """All proposals, open ones and decided ones."""

    list_display = ["what", "author", "created_at", "state", "note"]
    list_filter = ["state", ("author", admin.RelatedOnlyFieldListFilter)]
    list_display_links = ["what"]
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        found = super().get_queryset(request).select_related("author", "decided_by", "content_type")
        return found.prefetch_related("record")

    @admin.display(description=_("record"))
    def what(self, proposal: Proposal) -> str:
        return str(proposal.record)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.decide_view)
        own = path("<path:object_id>/decide/", view, name="curation_proposal_decide")
        return [own, *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if request.method == "POST":
            raise PermissionDenied
        return self._page(request, object_id)

    def decide_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Accepts, declines or withdraws; shows a refusal on the page of the proposal."""
        proposal = self._found(request, object_id)
        if request.method != "POST" or proposal is None:
            return self._page(request, object_id)
        chosen = request.POST.get("decision", "")
        if chosen not in DECISIONS:
            text = gettext("Choose a decision on the proposal.")
            self.message_user(request, text, messages.ERROR)
            return HttpResponseRedirect(proposal_url(proposal))
        note = request.POST.get("note", "").strip()
        try:
            decide(self._record_admin(proposal), request, proposal, chosen, note)
        except ChangeRefusedError as refused:
            self.message_user(request, str(refused), messages.ERROR)
            return self._page(request, object_id)
        self.message_user(request, DECISIONS[ProposalState(chosen)], messages.SUCCESS)
        return HttpResponseRedirect(proposal_url(proposal))

    def _page(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """What is proposed, what conflicts with it, and what the user can do."""
        proposal = self._found(request, object_id)
        if proposal is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        record: Any = proposal.record
        page = self._record_admin(proposal)
        is_open = proposal.state == ProposalState.OPEN
        is_published = record.review_status == PUBLISHED
        conflicts = conflicts_of(page, request, proposal) if is_open and is_published else []
        is_acceptable = is_open and is_published and not conflicts
        reason = decision_refusal(proposal, request.user)
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Proposed change"),
            "opts": self.opts,
            "original": proposal,
            "record_url": admin_url(record, "change", proposal.object_id),
            "decide_url": admin_url(Proposal, "decide", proposal.pk),
            "difference": difference_of(page, request, proposal)
            if is_acceptable
            else proposal.difference,
            "conflicts": conflicts,
            "acceptable": is_acceptable,
            "no_longer_published": is_open and not is_published,
            "may_decide": not reason,
            "may_withdraw": is_open and proposal.author_id == request.user.pk,
            "refusal": reason if is_open else "",
            "decision_note": request.POST.get("note", ""),
            "media": self.media,
        }
        return TemplateResponse(request, "admin/curation/proposal.html", context)

    def _found(self, request: HttpRequest, object_id: str) -> Proposal | None:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return self.get_object(request, unquote(object_id))

    def _record_admin(self, proposal: Proposal) -> PagedRowsMixin:
        """The admin of the record that the proposal is for."""
        record: Any = proposal.record
        page = self.admin_site.get_model_admin(type(record))
        assert isinstance(page, PagedRowsMixin)
        return page


def open_proposals(record: Record) -> QuerySet[Proposal]:
    """Proposals for the record that wait for a decision."""
    content_type = ContentType.objects.get_for_model(record)
    found = Proposal.objects.filter(content_type=content_type, object_id=record.pk)
    return found.filter(state=ProposalState.OPEN).select_related("author")


def _refuse_published_rows(form: ModelForm, formsets: Sequence[RowFormSet]) -> None:
    """Raises ChangeRefusedError if the page of a draft changes claims about a published record."""
    for formset in formsets:
        changed = [row for row, _names in formset.changed_objects]
        for row in [*formset.new_objects, *changed, *formset.deleted_objects]:
            about = getattr(row, row.about) if getattr(row, "arc", ()) else None
            if not isinstance(about, Record) or about == form.instance:
                continue
            if about.review_status != DRAFT:
                text = gettext("“%(record)s” is not a draft: change it on its own page.")
                raise ChangeRefusedError(text % {"record": about})
