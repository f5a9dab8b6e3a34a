"""URLs of the questions across apps."""

from django.urls import path

from api.form_views import ParameterFormView
from explorer.api.search import SearchView, SuggestView
from explorer.api.views import ChangesView, NetworkView, SignatoriesView, SnapshotView

QUESTIONS: dict[str, type[ParameterFormView]] = {
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
