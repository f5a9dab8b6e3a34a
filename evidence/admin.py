"""Snapshots in the admin: attach a file to a source, see its text, download it."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase, StreamingHttpResponse
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from curation.admin_urls import admin_url
from curation.base_admin import ROW_LINKS, ReadOnlyAdmin, RowLink
from evidence.anchors import anchors_to_decide, resolve
from evidence.choices import MediaType, TextState
from evidence.jobs import queue_extraction, queue_fetch
from evidence.models import ClaimAnchor, SnapshotFetch, SnapshotText, SourceSnapshot
from evidence.pages import AttachForm, page_of_lines
from evidence.quotes import counts_by_label, located_quotes, open_anchors
from evidence.storing import SnapshotMissingError, snapshot_storage, stored_chunks, stored_path
from sources.models import Source

EXTENSIONS = {
    MediaType.HTML: "html",
    MediaType.PDF: "pdf",
    MediaType.DOCX: "docx",
    MediaType.TEXT: "txt",
    MediaType.PNG: "png",
    MediaType.JPEG: "jpg",
    MediaType.GIF: "gif",
    MediaType.TIFF: "tif",
    MediaType.WEBP: "webp",
}

TEMPLATE_FOLDER = "admin/evidence/sourcesnapshot"
ANCHORS_ON_PAGE, MOST_DIGITS = 20, 18


@admin.register(SourceSnapshot)
class SourceSnapshotAdmin(ReadOnlyAdmin):
    """The page of a snapshot shows what is known of it, and its text."""

    list_display = ("__str__", "source", "media_type", "state", "taken_at", "added_by")
    list_filter = ("state", "media_type")
    list_select_related = ("source", "added_by")
    search_fields = ("file_name", "address", "digest__startswith", "source__title")
    list_per_page = 50

    class Media:
        css = {"all": ["curation/admin.css", "evidence/evidence.css"]}
        js = ["curation/progress.js"]

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.has_perm("evidence.add_sourcesnapshot")

    def get_urls(self) -> list[URLPattern]:
        url, row = self.own_url, "<int:number>"
        return [
            url("file", require_GET(self.download), f"{row}/file/"),
            url("progress", require_GET(self.progress), f"{row}/progress/"),
            url("extract", require_POST(self.extract_again), f"{row}/extract/"),
            *super().get_urls(),
        ]

    def add_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Takes an upload, and queues the extraction of its text."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        sent = (request.POST, request.FILES) if request.method == "POST" else ()
        form = AttachForm(*sent, initial={"source": request.GET.get("source", "")})
        if form.is_valid() and form.fetches:
            asked = queue_fetch(
                form.cleaned_data["source"], form.cleaned_data["address"], request.user
            )
            return HttpResponseRedirect(admin_url(SnapshotFetch, "change", asked.pk))
        if form.is_valid():
            snapshot, is_new = form.attach(request.user)
            if not is_new:
                self.message_user(
                    request,
                    _("This file has been attached to the source before."),
                    messages.WARNING,
                )
            return HttpResponseRedirect(admin_url(SourceSnapshot, "change", snapshot.pk))
        title = _("Attach a snapshot")
        return self.render_page(request, f"{TEMPLATE_FOLDER}/add.html", title=title, form=form)

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> Any:
        """What is known of a snapshot, and its newest text."""
        if not self.has_view_permission(request) or request.method == "POST":
            raise PermissionDenied
        snapshot = self.get_object(request, object_id)
        if snapshot is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        text = snapshot.texts.first()
        quotes = list(located_quotes(text)) if text else []
        return self.render_page(
            request,
            f"{TEMPLATE_FOLDER}/page.html",
            title=str(snapshot),
            snapshot=snapshot,
            text=text,
            lines=page_of_lines(text, request.GET.get("p")) if text else None,
            quotes=quotes,
            counts=counts_by_label(quotes),
            unsearched=any(each.is_unsearched for each in quotes),
            waiting=anchors_to_decide().filter(text=text).count() if text else 0,
            is_stored=snapshot_storage().exists(stored_path(snapshot.digest)),
            may_extract=self._may_extract(request, snapshot),
        )

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> Any:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return super().history_view(request, object_id, extra_context)

    def download(self, request: HttpRequest, number: int) -> HttpResponseBase:
        """The bytes, to be saved: no browser shows them as a page of this site."""
        snapshot = self._visible(request, number)
        try:
            chunks = stored_chunks(snapshot.digest)
            first = next(chunks)
        except SnapshotMissingError as error:
            raise Http404(str(error)) from error
        response = StreamingHttpResponse(
            _chained(first, chunks), content_type="application/octet-stream"
        )
        name = f"{snapshot.digest[:12]}.{EXTENSIONS[MediaType(snapshot.media_type)]}"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        response["Content-Length"] = str(snapshot.size)
        response["Content-Security-Policy"] = "sandbox; default-src 'none'"
        return response

    def progress(self, request: HttpRequest, number: int) -> JsonResponse:
        """Whether the text is still waited for, as `progress.js` reads it."""
        snapshot = self._visible(request, number)
        said = {"busy": snapshot.is_busy, "text": "", "heading": snapshot.get_state_display()}
        return JsonResponse(said)

    def extract_again(self, request: HttpRequest, number: int) -> HttpResponse:
        """Queues the extraction once more, after a failure or for a newer extractor."""
        snapshot = self._visible(request, number)
        if not self.has_add_permission(request):
            raise PermissionDenied
        if self._may_extract(request, snapshot):
            queue_extraction(snapshot)
        return HttpResponseRedirect(admin_url(SourceSnapshot, "change", snapshot.pk))

    def _visible(self, request: HttpRequest, number: int) -> SourceSnapshot:
        if not self.has_view_permission(request):
            raise PermissionDenied
        snapshot = SourceSnapshot.objects.filter(pk=number).first()
        if snapshot is None:
            raise Http404
        return snapshot

    def _may_extract(self, request: HttpRequest, snapshot: SourceSnapshot) -> bool:
        has_text = snapshot.state != TextState.PICTURE
        return has_text and not snapshot.is_busy and self.has_add_permission(request)


@admin.register(SnapshotFetch)
class SnapshotFetchAdmin(ReadOnlyAdmin):
    """Pages that the worker was asked to fetch; one that is fetched leads to its snapshot."""

    list_display = ("address", "source", "state", "user", "created_at")
    list_filter = ("state",)
    list_select_related = ("source", "user")

    class Media:
        css = {"all": ["curation/admin.css"]}
        js = ["curation/progress.js"]

    def get_urls(self) -> list[URLPattern]:
        progress = self.own_url("progress", require_GET(self.progress), "<int:number>/progress/")
        return [progress, *super().get_urls()]

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> Any:
        """How far it is, or why it failed."""
        if not self.has_view_permission(request) or request.method == "POST":
            raise PermissionDenied
        asked = self.get_object(request, object_id)
        if asked is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if asked.snapshot_id and request.user.has_perm("evidence.view_sourcesnapshot"):
            return HttpResponseRedirect(admin_url(SourceSnapshot, "change", asked.snapshot_id))
        return self.render_page(
            request, f"{TEMPLATE_FOLDER}/fetch.html", title=str(asked), asked=asked
        )

    def progress(self, request: HttpRequest, number: int) -> JsonResponse:
        """Whether it is still waited for, as `progress.js` reads it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        asked = SnapshotFetch.objects.filter(pk=number).first()
        if asked is None:
            raise Http404
        return JsonResponse(
            {"busy": asked.is_busy, "text": "", "heading": asked.get_state_display()}
        )


@admin.register(SnapshotText)
class SnapshotTextAdmin(ReadOnlyAdmin):
    """The texts of all snapshots as a list; each is shown on the page of its snapshot."""

    list_display = ("snapshot", "extractor", "words", "made_at")
    list_select_related = ("snapshot",)
    search_fields = ("digest__startswith",)
    fields = ("snapshot", "extractor", "made_at", "words", "digest", "text")


@admin.register(ClaimAnchor)
class ClaimAnchorAdmin(ReadOnlyAdmin):
    """The list is a queue: quotes that need a person, each beside the words that it may be now."""

    fields = (
        *("quote", "text", "state", "changed_words", "found_at"),
        *("decision", "decided_by", "decided_at"),
    )

    class Media:
        css = {"all": ["curation/admin.css", "evidence/evidence.css"]}

    def get_urls(self) -> list[URLPattern]:
        resolving = self.own_url("resolve", require_POST(self.resolve), "<int:number>/resolve/")
        return [resolving, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The queue, or with `?source=` the part of one source."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        waiting, query = anchors_to_decide(), ""
        source = request.GET.get("source", "")
        if source.isdecimal() and len(source) < MOST_DIGITS:
            waiting, query = waiting.filter(text__snapshot__source=int(source)), f"source={source}&"
        waiting = waiting.select_related("text__snapshot__source", "searched_from__text")
        page = Paginator(waiting, ANCHORS_ON_PAGE).get_page(request.GET.get("p"))
        return self.render_page(
            request,
            "admin/evidence/claimanchor/queue.html",
            title=_("Quotes to decide on"),
            found=page,
            anchors=list(open_anchors(page.object_list)),
            query=query,
            here=f"?{query}p={page.number}",
            may_resolve=request.user.has_perm("evidence.resolve_claimanchor"),
        )

    def resolve(self, request: HttpRequest, number: int) -> HttpResponse:
        """Keeps a decision, notes it in the history of the quote, and goes on with the queue."""
        if not request.user.has_perm("evidence.resolve_claimanchor"):
            raise PermissionDenied
        anchor = ClaimAnchor.objects.filter(pk=number).first()
        if anchor is None:
            raise Http404
        if resolve(anchor, request.POST.get("choice", ""), request.user):
            anchor.refresh_from_db()
            self.log_change(request, anchor, anchor.get_decision_display())
            self.message_user(request, f"{anchor}: {anchor.get_decision_display()}")
        else:
            text = _("Nothing was decided: somebody decided before, or that was no choice.")
            self.message_user(request, text, messages.WARNING)
        back = request.POST.get("next", "")
        query = back if back.startswith("?") else ""
        return HttpResponseRedirect(admin_url(ClaimAnchor, "changelist") + query)


def _chained(first: bytes, others: Any) -> Any:
    yield first
    yield from others


def _snapshots_of(request: HttpRequest, row: object) -> RowLink | None:
    """On the page of a source: the link to its snapshots."""
    if not isinstance(row, Source) or not request.user.has_perm("evidence.view_sourcesnapshot"):
        return None
    count = SourceSnapshot.objects.filter(source=row).count()
    if not count and request.user.has_perm("evidence.add_sourcesnapshot"):
        query = {"source": str(row.pk)}
        return RowLink(_("Attach a snapshot"), admin_url(SourceSnapshot, "add", query=query))
    query = {"source__id__exact": str(row.pk)}
    url = admin_url(SourceSnapshot, "changelist", query=query)
    return RowLink(_("Snapshots (%(count)s)") % {"count": count}, url)


ROW_LINKS.append(_snapshots_of)
