"""Addresses of the pages for readers: those of the API without /api/v1."""

from csp.decorators import csp_replace
from django.urls import URLPattern, path, re_path
from django.views.decorators.clickjacking import xframe_options_exempt

from explorer.pages.about import MethodPage
from explorer.pages.as_of_day import AsOfDayPage
from explorer.pages.compare import ComparePage
from explorer.pages.coverage import CoveragePage
from explorer.pages.front_page import FrontPage
from explorer.pages.pictures import EMBED, SVG, PicturePage
from explorer.pages.record_pages import RECORD_PAGES
from explorer.pages.search_page import SearchPage
from explorer.pages.sitemap import Robots, Sitemap, SitemapIndex
from explorer.pages.stances import StancesPage
from explorer.pages.timeline import TimelinePage

PICTURE_PAGES: tuple[type[PicturePage], ...] = (TimelinePage, StancesPage, ComparePage, AsOfDayPage)


def picture_paths(page: type[PicturePage]) -> list[URLPattern]:
    """A page, a page for frames of other sites, and a file."""
    framed = csp_replace({"frame-ancestors": ["*"]})(
        xframe_options_exempt(page.as_view(wrapping=EMBED))
    )
    return [
        path(f"{page.name}/", page.as_view(), name=page.name),
        path(f"embed/{page.name}/", framed, name=f"embed-{page.name}"),
        path(f"{page.name}.svg", page.as_view(wrapping=SVG), name=f"{page.name}-svg"),
    ]


urlpatterns = [
    path("", FrontPage.as_view(), name="front"),
    path("search/", SearchPage.as_view(), name="search-page"),
    path("sitemap.xml", SitemapIndex.as_view(), name="sitemap"),
    path("sitemap-<slug:kind>-<int:number>.xml", Sitemap.as_view(), name="sitemap-part"),
    path("robots.txt", Robots.as_view(), name="robots"),
    path("coverage/", CoveragePage.as_view(), name="coverage"),
    path("about/method/", MethodPage.as_view(), name="method"),
    *(pattern for page in PICTURE_PAGES for pattern in picture_paths(page)),
    *(
        re_path(
            rf"^{name}/(?P<{page.lookup_field}>{page.lookup_value_regex})/$",
            page.page(),
            name=f"{name}-page",
        )
        for name, page in RECORD_PAGES.items()
    ),
]
