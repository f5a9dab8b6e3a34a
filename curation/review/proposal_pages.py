"""Proposals in the admin: saving a published record creates one, and a page of its own shows and decides it."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.db.models import Exists, Model, QuerySet
from django.db.models.expressions import Combinable
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from curation.admin_urls import admin_url
from curation.base_admin import BaseAdmin, ReadOnlyAdmin
from curation.choices import BatchDecision, ProposalState
from curation.database_errors import ChangeRefusedError, refusal_message
from curation.editing.formsets import RowFormSet
from curation.editing.paging import PagedRowsMixin
from curation.lists.record_list import FURTHER_FILTERS
from curation.models import Proposal, ProposalGroup
from curation.request_state import request_state
from curation.review.batch_pages import open_batch
from curation.review.claims_behind import with_claims
from curation.review.new_terms import new_term_rows
from curation.review.proposal_lists import GROUP, ConflictFilter, change_text
from curation.review.proposals import (
    PROPOSED,
    ProposedError,
    decide,
    decision_refusal,
    proposal_url,
    propose,
    proposed_change,
)
from curation.review.proposed_changes import FormChange, ProposedChange, is_changeable
from curation.review.review_queue import proposals_to_decide
from curation.review.transitions import DRAFT
from records.models import Record
from records.second_person import allow_trial, needs_second_person
from records.term_use import shown_terms

DECISIONS = {
    ProposalState.ACCEPTED: _("The change is accepted and published."),
    ProposalState.DECLINED: _("The change is declined."),
    ProposalState.WITHDRAWN: _("The change is withdrawn."),
}


def decide_on_many(decision: BatchDecision) -> Any:
    """The action of the list of proposals that makes a decision; it is shown and confirmed on a page of its own."""

    @admin.action(description=decision.label)
    def decide_on_all(page: "ProposalAdmin", request: HttpRequest, queryset: QuerySet) -> Any:
        return open_batch(page, request, decision, [queryset], origin=request.get_full_path())

    return decide_on_all


class ProposalMixin(PagedRowsMixin):
    """The part of an admin page that turns a change of what readers see into a proposal."""

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().change_view(request, object_id, *args, **kwargs)
        except ProposedError as proposed:
            row = self.get_object(request, unquote(object_id))
            sent = FormChange.sent(self, request, row, proposed.terms)
            return propose_and_show(self, request, sent, request.POST.get("proposal_note", ""))

    def save_model(self, request: HttpRequest, obj: Model, form: Any, change: bool) -> None:
        state = request_state(request)
        if change and not state.is_accepting and needs_second_person(obj):
            # Saved once and rolled back, so that no proposal breaks a rule on the day it is made
            state.is_proposing = True
            allow_trial()
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        state = request_state(request)
        if not state.is_accepting and not state.is_proposing:
            _refuse_published_rows(form, formsets)
        super().save_related(request, form, formsets, change)
        if state.is_proposing:
            if any(part.has_changed() for part in (form, *formsets)):
                raise ProposedError(shown_terms(form.instance))
            allow_trial(is_allowed=False)

    def extra_annotations(self, request: HttpRequest, record: Any) -> dict[str, Combinable]:
        extra = super().extra_annotations(request, record)
        if is_changeable(record) and request.user.has_perm("curation.view_proposal"):
            extra["has_open_proposals"] = Exists(open_proposals(record))
        return extra

    def row_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        context = super().row_context(request, row)
        if is_changeable(row):
            has_open = self.annotations(request, row).get("has_open_proposals")
            may_change = self.has_change_permission(request, row)
            context |= {
                "proposes": may_change and needs_second_person(row),
                "proposal_note": request.POST.get("proposal_note", ""),
                "open_proposals": open_proposals(row) if has_open else [],
            }
        return context


class ProposalAdmin(ReadOnlyAdmin):
    """All proposals, open ones and decided ones."""

    list_display = ["what", "change", "author", "created_at", "state", "note"]
    list_filter = [
        "state",
        ConflictFilter,
        ("group", admin.RelatedOnlyFieldListFilter),
        ("author", admin.RelatedOnlyFieldListFilter),
    ]
    list_display_links = ["what"]
    list_per_page = 50
    actions = ["accept", "decline", "withdraw"]

    def get_list_filter(self, request: HttpRequest) -> list[Any]:
        return [*super().get_list_filter(request), *FURTHER_FILTERS]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        found = (
            super()
            .get_queryset(request)
            .select_related("author", "decided_by", "content_type", "group")
        )
        return found.prefetch_related("record")

    accept = decide_on_many(BatchDecision.ACCEPT)
    decline = decide_on_many(BatchDecision.DECLINE)
    withdraw = decide_on_many(BatchDecision.WITHDRAW)

    @admin.display(description=_("record"))
    def what(self, proposal: Proposal) -> str:
        return str(proposal.record)

    @admin.display(description=_("change"))
    def change(self, proposal: Proposal) -> str:
        return change_text(proposal)

    def get_urls(self) -> list[URLPattern]:
        return [self.own_url("decide", self.decide_view), *super().get_urls()]

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> Any:
        if request.method == "POST":
            raise PermissionDenied
        return self._page(request, object_id)

    def decide_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Accepts, declines or withdraws; shows a refusal on the page of the proposal."""
        proposal = self._found(request, object_id)
        if request.method != "POST" or proposal is None:
            return self._page(request, object_id)
        chosen, note = request.POST.get("decision", ""), request.POST.get("note", "").strip()
        if chosen not in DECISIONS:
            text = gettext("Choose a decision on the proposal.")
            self.message_user(request, text, messages.ERROR)
            return HttpResponseRedirect(proposal_url(proposal))
        try:
            decide(self._record_admin(proposal), request, proposal, chosen, note)
        except ChangeRefusedError as refused:
            self.message_user(request, str(refused), messages.ERROR)
            return self._page(request, object_id)
        done: Any = DECISIONS[ProposalState(chosen)]
        following = None
        if chosen != ProposalState.WITHDRAWN:
            following = proposals_to_decide(request.user).first()
        if following is not None:
            link = format_html('<a href="{}">{}</a>', proposal_url(proposal), done)
            done = format_html("{} {}", link, gettext("This is the next one."))
        self.message_user(request, done, messages.SUCCESS)
        return HttpResponseRedirect(proposal_url(following or proposal))

    def _page(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """What is proposed, what conflicts with it, and what the user can do."""
        proposal = self._found(request, object_id)
        if proposal is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        is_open = proposal.state == ProposalState.OPEN
        change = proposed_change(self._record_admin(proposal), request, proposal)
        obstacle, conflicts, difference = "", [], proposal.difference
        if is_open and change is None:
            obstacle = gettext("The record no longer exists.")
        elif is_open and change is not None:
            obstacle = change.refusal()
            try:
                if not obstacle and not (conflicts := change.conflicts()):
                    difference = change.difference()
            except IntegrityError as error:
                # A merge is tried out, and a rule may refuse it by now.
                obstacle = refusal_message(error)
        reason = decision_refusal(proposal, request.user)
        return self.render_page(
            request,
            "admin/curation/proposal.html",
            title=gettext("Proposed change"),
            original=proposal,
            record_url=admin_url(change.row, "change", proposal.object_id) if change else "",
            decide_url=admin_url(Proposal, "decide", proposal.pk),
            difference=with_claims(difference),
            conflicts=with_claims(conflicts),
            new_terms=new_term_rows(proposal.terms) if is_open else [],
            acceptable=is_open and not obstacle and not conflicts,
            obstacle=obstacle,
            may_decide=not reason,
            may_withdraw=is_open and proposal.author_id == request.user.pk,
            refusal=reason if is_open else "",
            decision_note=request.POST.get("note", ""),
        )

    def _found(self, request: HttpRequest, object_id: str) -> Proposal | None:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return self.get_object(request, unquote(object_id))

    def _record_admin(self, proposal: Proposal) -> PagedRowsMixin:
        """The admin of the record that the proposal is for."""
        model: Any = proposal.content_type.model_class()
        page = self.admin_site.get_model_admin(model)
        assert isinstance(page, PagedRowsMixin)
        return page


class ProposalGroupAdmin(ReadOnlyAdmin):
    """Proposals that were made together, such as the corrections of one import; each leads to their list."""

    list_display = ["name", "author", "created_at", "proposals_link"]
    list_select_related = ["author"]
    list_per_page = 50
    fields = ["name", "author", "created_at", "proposals_link"]

    @admin.display(description=_("proposals"))
    def proposals_link(self, group: ProposalGroup) -> str:
        url = admin_url(Proposal, "changelist", query={GROUP: str(group.pk)})
        return format_html('<a href="{}">{}</a>', url, gettext("Show"))


def propose_and_show(
    page: BaseAdmin, request: HttpRequest, change: ProposedChange, note: str
) -> HttpResponseRedirect:
    """Stores a change for somebody else to accept, and leads to its page."""
    proposal = propose(change, author=request.user, note=note)
    page.message_user(request, PROPOSED % {"record": change.row}, messages.SUCCESS)
    return HttpResponseRedirect(proposal_url(proposal))


def open_proposals(record: Model) -> QuerySet[Proposal]:
    """Proposals for the record that wait for a decision."""
    content_type = ContentType.objects.get_for_model(record)
    found = Proposal.objects.filter(content_type=content_type, object_id=record.pk)
    return found.filter(state=ProposalState.OPEN).select_related("author")


def _refuse_published_rows(form: ModelForm, formsets: Sequence[RowFormSet]) -> None:
    """Raises ChangeRefusedError if the page of a draft changes claims about a published record."""
    for formset in formsets:
        for row in (each.instance for each in formset.forms if each.has_changed()):
            about = next(
                (getattr(row, n) for n in getattr(row, "arc", ()) if getattr(row, f"{n}_id")), None
            )
            if not isinstance(about, Record) or about == form.instance:
                continue
            if about.review_status != DRAFT:
                text = gettext("“%(record)s” is not a draft: change it on its own page.")
                raise ChangeRefusedError(text % {"record": about})
