"""Where the questions that span the apps are answered."""

from django.urls import path

from explorer.api.views import ChangesView, NetworkView, SignatoriesView, SnapshotView

urlpatterns = [
    path("network/", NetworkView.as_view(), name="network"),
    path("signatories/", SignatoriesView.as_view(), name="signatories"),
    path("snapshot/", SnapshotView.as_view(), name="snapshot"),
    path("snapshot/diff/", ChangesView.as_view(), name="snapshot-diff"),
]
