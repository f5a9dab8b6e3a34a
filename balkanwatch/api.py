"""The public API: composes what the apps offer."""

from typing import Any

from django.urls import include, path, re_path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from drf_spectacular.views import SpectacularJSONAPIView, SpectacularSwaggerView
from rest_framework.routers import APIRootView, DefaultRouter

from actors.api.views import ActorViewSet, RelationshipViewSet
from agreements.api.views import AgreementViewSet, ClauseViewSet, TopicViewSet
from balkanwatch.claims import ClaimViewSet
from events.api.views import (
    EventLinkViewSet,
    EventTypeViewSet,
    EventViewSet,
    FigureViewSet,
    PlaceViewSet,
)
from explorer.api.meta import MetaView
from explorer.api.urls import QUESTIONS
from records.api.errors import not_found
from records.api.views import ReadOnly
from sources.api.views import SourceViewSet

FORMATS = ("json", "csv", "ndjson", "geojson", "xlsx")


class Root(ReadOnly, APIRootView):
    """Where the resources are."""

    schema = None  # type: ignore[assignment]


class Router(DefaultRouter):
    """Routes, besides the usual ones, lists and records with the format at the end: /events.csv."""

    APIRootView = Root
    include_format_suffixes = False

    def get_urls(self) -> list[Any]:
        urls = super().get_urls()
        for prefix, view, basename in self.registry:
            key = self.get_lookup_regex(view)
            # Keys may have dots: only a format is one.
            record = rf"^{prefix}/{key}\.(?P<format>{'|'.join(FORMATS)})$"
            for address, action in (
                (rf"^{prefix}\.(?P<format>[a-z0-9]+)$", "list"),
                (record, "retrieve"),
            ):
                about = {"basename": basename, "detail": action == "retrieve"}
                urls.append(re_path(address, view.as_view({"get": action}, **about)))
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

docs = SpectacularSwaggerView.as_view(url_name="openapi")

urlpatterns = [
    path("", include(router.urls)),
    path("", include("explorer.api.urls")),
    path(
        "meta/",
        MetaView.as_view(resources=router.registry, questions=QUESTIONS),
        name="meta",
    ),
    path("openapi.json", SpectacularJSONAPIView.as_view(), name="openapi"),
    path("docs/", require_safe(docs), name="api-docs"),
    # Only addresses with a slash at the end, so that those without are sent to it
    re_path(r"^.*/$", csrf_exempt(not_found)),
]
