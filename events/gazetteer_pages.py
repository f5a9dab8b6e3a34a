"""The gazetteer search and the map on the admin page of a place."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import F, Func, Q, TextField
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path, reverse
from django.utils.text import slugify

from actors.choices import ActorScheme
from actors.models import Actor, ActorIdentifier
from curation.admin_urls import admin_url
from curation.editing.forms import is_primary_key
from curation.merging.similar_names import MAX_QUERY_LENGTH, MIN_QUERY_LENGTH
from events.choices import PlaceKind
from events.gazetteer import Settlement, settlements_named
from events.models import Place
from events.querysets import PlaceQuerySet

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin
else:
    ModelAdmin = object


class GazetteerPages(ModelAdmin):
    """Adds a gazetteer search and a map of the region to the form of a place."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.gazetteer_view)
        return [path("gazetteer/", view, name="events_place_gazetteer"), *super().get_urls()]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context |= {
            "gazetteer_url": reverse("admin:events_place_gazetteer"),
            "footnote": settings.STATUS_FOOTNOTE,
        }
        return super().render_change_form(request, context, *args, **kwargs)

    def gazetteer_view(self, request: HttpRequest) -> JsonResponse:
        """Settlements named like `q`, as values for the form of a place.

        Each comes with the place that it is already, except the place whose form is open, `besides`.
        """
        if not self.has_view_permission(request):
            raise PermissionDenied
        text = request.GET.get("q", "").replace("\x00", "").strip()[:MAX_QUERY_LENGTH]
        found = settlements_named(text) if len(text) >= MIN_QUERY_LENGTH else []
        key = request.GET.get("besides", "")
        open_place = Q(pk=key) if is_primary_key(key) else Q(pk__in=[])
        return JsonResponse({"results": _results(found, Place.objects.exclude(open_place))})


def _results(found: list[Settlement], places: PlaceQuerySet) -> list[dict[str, object]]:
    codes = {each.country for each in found}
    # XK is not an official ISO code, but is used as one
    iso = ActorIdentifier.objects.filter(scheme=ActorScheme.ISO2, value__in=codes)
    iso = iso.filter(preferred=True).select_related("actor")
    countries = {each.value: each.actor for each in iso}
    # The column `folded` can be searched, but not read
    known = places.filter(
        Q(geonames_id__in=[each.geonames_id for each in found])
        | Q(geonames_id=None, folded__in=[each.folded_names[0] for each in found])
    )
    known = known.annotate(
        folded_name=Func(F("name"), function="folded", output_field=TextField())
    ).order_by("pk")
    by_id = {place.geonames_id: place for place in known if place.geonames_id}
    by_name = {(p.folded_name, p.country_id): p for p in known if not p.geonames_id}
    results = []
    for each, slug in zip(found, _free_slugs(found, places), strict=True):
        country = countries.get(each.country)
        same_name = by_name.get((each.folded_names[0], country.pk if country else None))
        place = by_id.get(each.geonames_id) or same_name
        results.append(_result(each, slug, country, place))
    return results


def _result(
    settlement: Settlement, slug: str, country: Actor | None, place: Place | None
) -> dict[str, object]:
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


def _free_slugs(found: list[Settlement], places: PlaceQuerySet) -> list[str]:
    """For each settlement the shortest free slug: its name, with its country, with its GeoNames id."""
    choices = []
    for each in found:
        name = slugify(each.folded_names[0])
        country = f"{name}-{each.country.lower()}"
        choices.append([name, country, f"{country}-{each.geonames_id}"])
    offered = {slug for of_one in choices for slug in of_one}
    taken = set(places.filter(slug__in=offered).values_list("slug", flat=True))
    return [next((s for s in of_one if s not in taken), of_one[-1]) for of_one in choices]
