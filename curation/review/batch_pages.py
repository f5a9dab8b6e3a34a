"""Review batches in the admin: what was chosen and what stands in its way, the progress, and what became of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Min, Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import NoReverseMatch, URLPattern
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from curation.admin_urls import admin_url
from curation.base_admin import ReadOnlyAdmin
from curation.choices import BatchDecision, BatchState, ItemState
from curation.database_errors import ChangeRefusedError
from curation.models import BatchItem, Proposal, ReviewBatch
from curation.review import batches
from curation.review.batches import LONGEST_SILENCE, counts_by_state, end_lost_batches, note_prompt
from curation.review.claims_behind import with_claims
from curation.review.new_terms import new_term_rows
from curation.review.transitions import NOTE_LENGTH
from curation.types import Text
from records.term_use import ShownTerms, joined_terms, shown_terms_of

ITEMS_PER_PAGE = 50
# Reasons on a page; those of the most records come first
MOST_GROUPS = 100
ALL, WAITING, DONE = "", ItemState.WAITING.value, ItemState.DONE.value


@dataclass(frozen=True)
class ItemGroup:
    """Records or proposals with the same outcome: the value of `?group=`, what became of them, how many they are."""

    name: str
    title: Text
    count: int


class ReviewBatchAdmin(ReadOnlyAdmin):
    """Batches of all users; one is prepared on a list or on the page of an import, and started by its own user."""

    list_display = ["__str__", "user", "state", "finished_at"]
    list_filter = ["state"]
    list_select_related = ["user"]
    list_per_page = 50

    class Media:
        js = ["curation/progress.js"]

    def get_urls(self) -> list[URLPattern]:
        return [
            self.own_url("progress", require_GET(self.progress), "<int:number>/progress/"),
            self.own_url("step", require_POST(self.step), "<int:number>/step/"),
            *super().get_urls(),
        ]

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> Any:
        if not self.has_view_permission(request) or request.method == "POST":
            raise PermissionDenied
        end_lost_batches()
        batch = self.get_object(request, object_id)
        if batch is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        return self._page(request, batch)

    def progress(self, request: HttpRequest, number: int) -> JsonResponse:
        """How far it is, for the script of its page."""
        end_lost_batches()
        batch = self._found(request, number)
        heading, text = batch.get_state_display(), progress_of(batch)
        return JsonResponse({"busy": batch.is_busy, "heading": heading, "text": text})

    def step(self, request: HttpRequest, number: int) -> HttpResponse:
        """Does what a button says: starts, continues or stops."""
        batch = self._found(request, number)
        note = request.POST.get("note", "")
        try:
            if batch.user_id != request.user.pk:
                raise ChangeRefusedError(
                    gettext("Only the user who prepared it can start or stop it.")
                )
            if request.POST.get("step") == "start":
                batches.start_batch(batch, note)
            elif request.POST.get("step") == "stop":
                batches.stop_batch(batch)
        except ChangeRefusedError as refused:
            return self._page(request, batch, error=str(refused), note=note)
        return HttpResponseRedirect(admin_url(ReviewBatch, "change", batch.pk))

    def _found(self, request: HttpRequest, number: int) -> ReviewBatch:
        if not self.has_view_permission(request):
            raise PermissionDenied
        batch = self.get_queryset(request).filter(pk=number).first()
        if batch is None:
            raise Http404
        return batch

    def _page(
        self, request: HttpRequest, batch: ReviewBatch, *, error: str = "", note: str = ""
    ) -> HttpResponse:
        counts = counts_by_state(batch)
        is_own = batch.user_id == request.user.pk
        is_idle = not batch.is_busy and batch.state != BatchState.DONE
        may_start = is_own and is_idle and bool(counts[WAITING])
        context: dict[str, Any] = {
            "batch": batch,
            "counts": counts,
            "is_own": is_own,
            "error": error,
            "progress": progress_of(batch),
            "decision": batch.get_decision_display(),
        }
        if not batch.is_busy:
            groups = groups_of(batch, counts)
            wanted = request.GET.get("group", ALL)
            group = next((each for each in groups if each.name == wanted), groups[0])
            page = Paginator(_items_of(batch, group), ITEMS_PER_PAGE).get_page(request.GET.get("p"))
            context |= {
                "may_start": may_start,
                "is_preview": batch.state == BatchState.PREPARED,
                "note": note or batch.note,
                "note_prompt": note_prompt(batch),
                "note_length": NOTE_LENGTH,
                "groups": groups,
                "group": group,
                "page": page,
                "lines": _lines(page, with_differences=may_start),
            }
            if may_start and batch.decision == BatchDecision.PUBLISH:
                context["new_terms"] = new_term_rows(_terms_shown_by(batch))
            elif may_start and batch.decision == BatchDecision.ACCEPT:
                context["new_terms"] = new_term_rows(_terms_of_proposals(batch))
        title = batch.get_decision_display()
        return self.render_page(request, "admin/curation/batch.html", title=title, **context)


class BatchItemAdmin(ReadOnlyAdmin):
    """The records and proposals of batches, as a list of their own."""

    list_display = ["__str__", "batch", "state", "reason"]
    list_filter = ["state"]
    list_select_related = ["batch"]
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("record")


def open_batch(
    page: ReadOnlyAdmin | Any,
    request: HttpRequest,
    decision: BatchDecision,
    chosen: Iterable[QuerySet],
    *,
    origin: str,
    note: str = "",
) -> HttpResponseRedirect:
    """Prepares a batch and leads to its page; back to the origin, with the reason, if there are too many."""
    try:
        batch = batches.prepare_batch(decision, chosen, user=request.user, origin=origin, note=note)
    except ChangeRefusedError as refused:
        page.message_user(request, str(refused), messages.ERROR)
        return HttpResponseRedirect(origin)
    return HttpResponseRedirect(admin_url(ReviewBatch, "change", batch.pk))


def progress_of(batch: ReviewBatch) -> str:
    """How far a batch is, in one sentence; empty if it has not begun."""
    if batch.state == BatchState.PREPARED:
        return ""
    if batch.state == BatchState.QUEUED:
        silence = timezone.now() - (batch.heartbeat_at or batch.created_at)
        if silence > LONGEST_SILENCE:
            return gettext("Waiting for the worker; is it running?")
        return gettext("Waiting for the worker …")
    counts = counts_by_state(batch)
    said = {name: number_format(count, force_grouping=True) for name, count in counts.items()}
    said["all"] = number_format(sum(counts.values()), force_grouping=True)
    if batch.state == BatchState.RUNNING:
        return gettext("%(done)s of %(all)s done, %(refused)s not possible …") % said
    if counts[WAITING]:
        text = gettext("%(done)s of %(all)s done, %(refused)s not possible, %(waiting)s not tried.")
        return text % said
    return gettext("%(done)s of %(all)s done, %(refused)s not possible.") % said


def groups_of(batch: ReviewBatch, counts: dict[str, int]) -> list[ItemGroup]:
    """All items, those in the states that people ask for, and those that were not done by the reason for it."""
    waiting = _("Will be tried") if batch.state == BatchState.PREPARED else _("Not tried")
    groups = [
        ItemGroup(ALL, _("All"), sum(counts.values())),
        ItemGroup(DONE, _("Done"), counts[DONE]),
        ItemGroup(WAITING, waiting, counts[WAITING]),
    ]
    refused = batch.items.filter(state=ItemState.REFUSED).order_by().values("reason")
    found = refused.annotate(count=Count("pk"), first=Min("pk")).order_by("-count", "first")
    for each in found[:MOST_GROUPS]:
        groups.append(ItemGroup(str(each["first"]), each["reason"], each["count"]))
    return [group for group in groups if group.count or group.name == ALL]


def _items_of(batch: ReviewBatch, group: ItemGroup) -> QuerySet[BatchItem]:
    items = batch.items.order_by("pk").prefetch_related("record")
    if group.name == ALL:
        return items
    if group.name in ItemState.values:
        return items.filter(state=group.name)
    return items.filter(state=ItemState.REFUSED, reason=group.title)


def _lines(items: Iterable[BatchItem], *, with_differences: bool) -> list[dict[str, Any]]:
    """What a page shows of each item; of a proposal that will be decided on, what it changes."""
    lines = []
    for item in items:
        record: Any = item.record
        line = {"item": item, "name": str(record or ""), "url": _url_of(record), "difference": []}
        if isinstance(record, Proposal) and with_differences and item.state == WAITING:
            line["difference"] = with_claims(record.difference)
        lines.append(line)
    return lines


def _url_of(record: Model | None) -> str:
    if record is None:
        return ""
    try:
        return admin_url(record, "change", record.pk)
    except NoReverseMatch:
        return ""


def _waiting_keys(batch: ReviewBatch) -> dict[type[Model], list[int]]:
    """The keys of what has not been tried, by model."""
    found: dict[Any, list[int]] = {}
    waiting = batch.items.filter(state=ItemState.WAITING).order_by("pk")
    for content_type, key in waiting.values_list("content_type", "object_id"):
        model = ContentType.objects.get_for_id(content_type).model_class()
        found.setdefault(model, []).append(key)
    return found


def _terms_shown_by(batch: ReviewBatch) -> ShownTerms:
    return joined_terms(
        terms
        for model, keys in _waiting_keys(batch).items()
        for terms in shown_terms_of(model, keys).values()
    )


def _terms_of_proposals(batch: ReviewBatch) -> ShownTerms:
    waiting = Proposal.objects.filter(pk__in=_waiting_keys(batch).get(Proposal, []))
    return joined_terms(waiting.values_list("terms", flat=True))
