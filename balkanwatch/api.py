"""URLs of the public API."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.decorators.csrf import csrf_exempt
from rest_framework.routers import SimpleRouter

from actors.api.views import ActorViewSet, RelationshipViewSet
from agreements.api.views import AgreementViewSet, ClauseViewSet, TopicViewSet
from agreements.standing import note_new_day
from api.change_feed import FeedForm, FeedView
from api.errors import not_found
from api.filters.values import ChoiceField
from api.rendering.negotiation import SUFFIX, with_and_without_suffix
from balkanwatch.api_pages import GuidePage, ReferencePage, Root, SchemaView
from events.api import views as events
from explorer.api.claims import ClaimViewSet
from explorer.api.meta import MetaView
from explorer.api.urls import QUESTIONS
from sources.api.views import SourceViewSet

FORMATS = ("json", "csv", "ndjson", "geojson", "xlsx")


class Router(SimpleRouter):
    """Adds routes with the format as a suffix, such as /events.csv and /events/timeline.csv."""

    def get_urls(self) -> list[URLPattern | URLResolver]:
        urls = super().get_urls()
        for prefix, view, basename in self.registry:
            key = self.get_lookup_regex(view)
            # Address, method and name of each view, and its options; before records: timeline.csv is none
            routes: list[tuple[str, str, str, dict[str, Any]]] = []
            extras: list[Any] = view.get_extra_actions()
            for extra in extras:
                address = f"{key}/{extra.url_path}" if extra.detail else extra.url_path
                options = {"detail": extra.detail, **extra.kwargs}
                routes.append((f"/{address}{SUFFIX}", extra.__name__, extra.url_name, options))
            routes.append((SUFFIX, "list", "list", {"detail": False}))
            # Keys may contain dots: only a known format counts as a suffix.
            record = rf"/{key}\.(?P<format>{'|'.join(FORMATS)})$"
            routes.append((record, "retrieve", "detail", {"detail": True}))
            for route, method, name, options in routes:
                route_view = view.as_view({"get": method}, basename=basename, **options)
                urls.append(re_path(f"^{prefix}{route}", route_view, name=f"{basename}-{name}"))
        return urls


router = Router()
router.register("actors", ActorViewSet)
router.register("relationships", RelationshipViewSet)
router.register("agreements", AgreementViewSet)
router.register("clauses", ClauseViewSet)
router.register("topics", TopicViewSet)
router.register("events", events.EventViewSet)
router.register("event-types", events.EventTypeViewSet, basename="event-type")
router.register("event-links", events.EventLinkViewSet, basename="event-link")
router.register("figures", events.FigureViewSet)
router.register("places", events.PlaceViewSet)
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
    """Changes of records, oldest first; `next` is the URL of the following changes, now or later."""

    form_class = ChangeFeedForm
    resources = {prefix: basename for prefix, _, basename in router.registry}

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        note_new_day(self.today())
        return super().dispatch(request, *args, **kwargs)


questions = {**QUESTIONS, "changes": PublicChangesView}
contents = {"resources": router.registry, "questions": questions}

urlpatterns = [
    path("", Root.as_view(**contents), name="api-root"),
    path("", include(router.urls)),
    path("", include("explorer.api.urls")),
    path("meta/", MetaView.as_view(**contents), name="meta"),
    *with_and_without_suffix("changes", PublicChangesView.as_view(), "changes"),
    path("openapi.json", SchemaView.as_view(), name="openapi"),
    path("docs/", GuidePage.as_view(**contents), name="api-docs"),
    path("docs/reference/", ReferencePage.as_view(), name="api-reference"),
    # Only paths with a trailing slash; others are redirected to the path with one.
    re_path(r"^.*/$", csrf_exempt(not_found)),
]
