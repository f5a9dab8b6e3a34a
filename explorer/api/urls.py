"""Where the questions that span the apps are answered."""

from typing import Any

from django.urls import path

from explorer.api.search import SearchView, SuggestView
from explorer.api.views import ChangesView, NetworkView, SignatoriesView, SnapshotView

QUESTIONS: dict[str, Any] = {
    "search": SearchView,
    "suggest": SuggestView,
    "network": NetworkView,
    "signatories": SignatoriesView,
    "snapshot": SnapshotView,
    "snapshot/diff": ChangesView,
}

urlpatterns = [
    path(f"{name}/", view.as_view(), name=name.replace("/", "-"))
    for name, view in QUESTIONS.items()
]
