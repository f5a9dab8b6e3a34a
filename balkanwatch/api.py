"""The public API: composes what the apps offer."""

from typing import Any

from django.urls import include, path, re_path
from django.views.decorators.csrf import csrf_exempt
from rest_framework.routers import SimpleRouter

from actors.api.views import ActorViewSet, RelationshipViewSet
from agreements.api.views import AgreementViewSet, ClauseViewSet, TopicViewSet
from api.change_feed import FeedForm, FeedView
from api.errors import not_found
from api.filters.values import ChoiceField
from balkanwatch.api_pages import GuidePage, ReferencePage, Root, SchemaView
from events.api.views import (
    EventLinkViewSet,
    EventTypeViewSet,
    EventViewSet,
    FigureViewSet,
    PlaceViewSet,
)
from explorer.api.claims import ClaimViewSet
from explorer.api.meta import MetaView
from explorer.api.urls import QUESTIONS
from sources.api.views import SourceViewSet

FORMATS = ("json", "csv", "ndjson", "geojson", "xlsx")


class Router(SimpleRouter):
    """Routes, besides the usual ones, lists and records with the format at the end: /events.csv."""

    def get_urls(self) -> list[Any]:
        urls = super().get_urls()
        for prefix, view, basename in self.registry:
            key = self.get_lookup_regex(view)
            # Keys may have dots: only a format is one.
            record = rf"^{prefix}/{key}\.(?P<format>{'|'.join(FORMATS)})$"
            for address, action, name in (
                (rf"^{prefix}\.(?P<format>[a-z0-9]+)$", "list", "list"),
                (record, "retrieve", "detail"),
            ):
                about = {"basename": basename, "detail": name == "detail"}
                shown = view.as_view({"get": action}, **about)
                urls.append(re_path(address, shown, name=f"{basename}-{name}"))
        return urls


router = Router()
router.register("actors", ActorViewSet)
router.register("relationships", RelationshipViewSet)
router.register("agreements", AgreementViewSet)
router.register("clauses", ClauseViewSet)
router.register("topics", TopicViewSet)
router.register("events", EventViewSet)
router.register("event-types", EventTypeViewSet, basename="event-type")
router.register("event-links", EventLinkViewSet, basename="event-link")
router.register("figures", FigureViewSet)
router.register("places", PlaceViewSet)
router.register("sources", SourceViewSet)
router.register("claims", ClaimViewSet, basename="claim")


class ChangeFeedForm(FeedForm):
    examples = {**FeedForm.examples, "resource": "events"}

    resource = ChoiceField(
        required=False,
        choices=[(prefix, prefix) for prefix, _, _ in router.registry],
        help_text="Only changes of records of this resource.",
    )


class PublicChangesView(FeedView):
    """What became of which record, oldest first; `next` leads on, now or later."""

    form_class = ChangeFeedForm
    resources = {prefix: basename for prefix, _, basename in router.registry}


ASKED = {**QUESTIONS, "changes": PublicChangesView}
offered = {"resources": router.registry, "questions": ASKED}

urlpatterns = [
    path("", Root.as_view(**offered), name="api-root"),
    path("", include(router.urls)),
    path("", include("explorer.api.urls")),
    path(
        "meta/",
        MetaView.as_view(**offered),
        name="meta",
    ),
    path("changes/", PublicChangesView.as_view(), name="changes"),
    path("openapi.json", SchemaView.as_view(), name="openapi"),
    path("docs/", GuidePage.as_view(**offered), name="api-docs"),
    path("docs/reference/", ReferencePage.as_view(), name="api-reference"),
    # Only addresses with a slash at the end, so that those without are sent to it
    re_path(r"^.*/$", csrf_exempt(not_found)),
]
