"""Addresses of the pages for readers: those of the API without /api/v1."""

from django.urls import re_path

from explorer.pages.record_pages import PAGES

urlpatterns = [
    re_path(
        rf"^{prefix}/(?P<{key}>{view.lookup_value_regex})/$",
        view.page(),
        name=f"{view.queryset.model._meta.model_name}-page",
    )
    for prefix, (view, key) in PAGES.items()
]
