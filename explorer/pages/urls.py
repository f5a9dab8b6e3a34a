"""Addresses of the pages for readers: those of the API without /api/v1."""

from django.urls import path, re_path

from explorer.pages.front_page import FrontPage
from explorer.pages.record_pages import RECORD_PAGES
from explorer.pages.search_page import SearchPage

urlpatterns = [
    path("", FrontPage.as_view(), name="front"),
    path("search/", SearchPage.as_view(), name="search-page"),
    *(
        re_path(
            rf"^{name}/(?P<{page.lookup_field}>{page.lookup_value_regex})/$",
            page.page(),
            name=f"{name}-page",
        )
        for name, page in RECORD_PAGES.items()
    ),
]
