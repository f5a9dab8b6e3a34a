"""For search engines: the addresses of all pages of records, and which other addresses to leave alone."""

from typing import Any
from xml.sax.saxutils import escape

from django.db.models import DateTimeField, F, Value
from django.http import Http404
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from explorer.pages.record_pages import RECORD_PAGES
from explorer.pages.views import SITE_PAGES, PageMixin
from records.models import Record

# Limit of the sitemap protocol
MOST_ADDRESSES = 50_000
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
# Claims are listed by the pages of their records
LISTED_PAGES = {name: page for name, page in RECORD_PAGES.items() if name != "claims"}
ROBOTS = """User-agent: *
Disallow: /admin/
Disallow: /api/
Disallow: /embed/
Disallow: /*?

Sitemap: {sitemap}
"""


class SitemapRenderer(BaseRenderer):
    """A list of addresses, or of other lists (sitemaps.org)."""

    media_type = "application/xml"
    format = "xml"
    charset = "utf-8"

    def render(self, data: Any, *args: Any, **kwargs: Any) -> str:
        if "addresses" not in data:
            return f"<problem>{escape(str(data.get('detail', '')))}</problem>"
        outer, inner = data["elements"]
        rows = "".join(
            f"<{inner}><loc>{escape(address)}</loc>"
            + (f"<lastmod>{changed:%Y-%m-%d}</lastmod>" if changed else "")
            + f"</{inner}>"
            for address, changed in data["addresses"]
        )
        return (
            f'<?xml version="1.0" encoding="UTF-8"?><{outer} xmlns="{NAMESPACE}">{rows}</{outer}>'
        )


class SitemapIndex(PageMixin):
    """The lists of addresses, so many that none is too long."""

    def get_renderers(self) -> list[BaseRenderer]:
        return [SitemapRenderer()]

    def get(self, request: Request) -> Response:
        names = [
            f"/sitemap-{name}-{number}.xml"
            for name, page in LISTED_PAGES.items()
            for number in range(1, 2 + (page.queryset.count() - 1) // MOST_ADDRESSES)
        ]
        addresses = [
            (request.build_absolute_uri(name), None) for name in ["/sitemap-pages-1.xml", *names]
        ]
        return Response({"elements": ("sitemapindex", "sitemap"), "addresses": addresses})


class Sitemap(SitemapIndex):
    """The addresses of one kind of page, in the order of their keys."""

    def get(self, request: Request, kind: str, number: int) -> Response:  # type: ignore[override]
        if kind == "pages":
            rows: list[Any] = [
                (address, None) for address in ("/", *(each for each, _ in SITE_PAGES))
            ]
        elif kind in LISTED_PAGES and number >= 1:
            page = LISTED_PAGES[kind]
            first = (number - 1) * MOST_ADDRESSES
            # Vocabularies and places note no time of change
            changed = (
                F("updated_at")
                if issubclass(page.queryset.model, Record)
                else Value(None, DateTimeField())
            )
            found = page.queryset.order_by(page.lookup_field).values_list(
                page.lookup_field, changed
            )
            rows = [(f"/{kind}/{key}/", at) for key, at in found[first : first + MOST_ADDRESSES]]
        else:
            raise Http404
        addresses = [(request.build_absolute_uri(path), changed) for path, changed in rows]
        return Response({"elements": ("urlset", "url"), "addresses": addresses})


class PlainTextRenderer(BaseRenderer):
    """A text as it is."""

    media_type = "text/plain"
    format = "txt"
    charset = "utf-8"

    def render(self, data: Any, *args: Any, **kwargs: Any) -> str:
        return str(data)


class Robots(PageMixin):
    """Keeps crawlers out of combinations of filters, and leads them to the sitemap."""

    def get_renderers(self) -> list[BaseRenderer]:
        return [PlainTextRenderer()]

    def get(self, request: Request) -> Response:
        return Response(ROBOTS.format(sitemap=request.build_absolute_uri("/sitemap.xml")))
