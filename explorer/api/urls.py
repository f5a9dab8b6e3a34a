"""URLs of the questions across apps."""

from api.form_views import ParameterFormView
from api.rendering.negotiation import with_and_without_suffix
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
    pattern
    for name, view in QUESTIONS.items()
    for pattern in with_and_without_suffix(name, view.as_view(), name.replace("/", "-"))
]
