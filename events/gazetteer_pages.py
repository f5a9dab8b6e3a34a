"""Places picked by name from the gazetteer, and on a map, on their page of the admin."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import F, Func, Q, TextField
from django.http import HttpRequest, JsonResponse
from django.urls import path, reverse
from django.utils.text import slugify

from actors.choices import IdentifierScheme
from actors.models import Actor, ActorIdentifier
from curation.admin_urls import admin_url
from curation.editing.forms import is_primary_key
from curation.merging.similar_names import MAX_QUERY_LENGTH, MIN_QUERY_LENGTH
from events.choices import PlaceKind
from events.gazetteer import Settlement, settlements_named
from events.models import Place


class GazetteerPages:
    """Adds to the form of a place a search in the gazetteer, and a map of the region."""

    admin_site: Any

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.gazetteer_view)
        return [path("gazetteer/", view, name="events_place_gazetteer"), *super().get_urls()]  # type: ignore[misc]

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> Any:
        context |= {
            "gazetteer_url": reverse("admin:events_place_gazetteer"),
            "footnote": settings.STATUS_FOOTNOTE,
        }
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]

    def gazetteer_view(self, request: HttpRequest) -> JsonResponse:
        """Settlements called like `q`, as values for the form of a place.

        Those that are places already come with the place, unless it is `besides`, the one on the page.
        """
        page: Any = self
        if not page.has_view_permission(request):
            raise PermissionDenied
        text = request.GET.get("q", "").replace("\x00", "").strip()[:MAX_QUERY_LENGTH]
        found = settlements_named(text) if len(text) >= MIN_QUERY_LENGTH else []
        besides = request.GET.get("besides", "")
        return JsonResponse(
            {"results": _results(found, besides if is_primary_key(besides) else None)}
        )


def _results(found: list[Settlement], besides: Any) -> list[dict[str, Any]]:
    countries = _countries({each.country for each in found})
    places = Place.objects.filter(_there_already(found)).exclude(pk=besides).order_by("pk")
    # The stored column is asked, never read.
    places = places.annotate(called=Func(F("name"), function="folded", output_field=TextField()))
    by_number = {place.geonames_id: place for place in places if place.geonames_id}
    by_name = {(place.called, place.country_id): place for place in places if not place.geonames_id}
    slugs = _free_slugs(found, besides)
    return [
        _result(
            each,
            slug,
            countries.get(each.country),
            by_number.get(each.geonames_id)
            or by_name.get((each.folded[0], getattr(countries.get(each.country), "pk", None))),
        )
        for each, slug in zip(found, slugs, strict=True)
    ]


def _result(
    settlement: Settlement, slug: str, country: Actor | None, place: Place | None
) -> dict[str, Any]:
    return {
        "name": settlement.name,
        "slug": slug,
        "kind": PlaceKind.SETTLEMENT.value,
        "country": {"id": country.pk, "text": str(country)} if country else None,
        "country_text": str(country or settlement.country),
        "latitude": settlement.latitude,
        "longitude": settlement.longitude,
        "geonames_id": settlement.geonames_id,
        "population": settlement.population,
        "place": place
        and {"id": place.pk, "text": str(place), "url": admin_url(place, "change", place.pk)},
    }


def _there_already(found: list[Settlement]) -> Q:
    """Places with the number of one of these, or without a number and with the name of one."""
    return Q(geonames_id__in=[each.geonames_id for each in found]) | Q(
        geonames_id=None, folded__in=[each.folded[0] for each in found]
    )


def _countries(codes: set[str]) -> dict[str, Actor]:
    """The states of these ISO codes; XK is not one of ISO's own, but is used as one."""
    named = ActorIdentifier.objects.filter(scheme=IdentifierScheme.ISO2, value__in=codes)
    return {each.value: each.actor for each in named.filter(preferred=True).select_related("actor")}


def _free_slugs(found: list[Settlement], besides: Any) -> list[str]:
    """For each the shortest slug that no place has: its name, with its country, with its number."""
    choices = []
    for each in found:
        name = slugify(each.folded[0])
        country = f"{name}-{each.country.lower()}"
        choices.append([name, country, f"{country}-{each.geonames_id}"])
    offered = {slug for of_one in choices for slug in of_one}
    taken = set(
        Place.objects.exclude(pk=besides).filter(slug__in=offered).values_list("slug", flat=True)
    )
    return [next((s for s in of_one if s not in taken), of_one[-1]) for of_one in choices]
