"""Questions that span the apps."""

import datetime as dt
from typing import Any

from django.conf import settings
from rest_framework.renderers import JSONRenderer

from actors.models import Relationship
from agreements.models import Agreement, AgreementParty
from api.form_views import ParameterFormView
from explorer.api.forms import (
    NetworkForm,
    SignatoriesForm,
    SnapshotDiffForm,
    SnapshotForm,
)
from explorer.api.graphs import GEXFRenderer, GraphMLRenderer
from explorer.api.serializers import (
    ChangesSerializer,
    NetworkSerializer,
    SignatoriesSerializer,
    SnapshotSerializer,
)
from explorer.network import NetworkKind, network
from explorer.snapshot import Changes, Snapshot, changes, snapshot


class SignatoriesView(ParameterFormView):
    """Who had signed an agreement by a day, and which of them were in an organisation; by slug."""

    form_class = SignatoriesForm
    answer_serializer = SignatoriesSerializer

    def get_answer(self, *, agreement: str, on: dt.date, member_of: str) -> dict[str, Any]:
        rows = AgreementParty.objects.signing().signed_by(on)
        rows = rows.filter(agreement__slug=agreement)
        if member_of:
            memberships = Relationship.objects.full_memberships(on=on)
            members = memberships.filter(object__slug=member_of).values("subject")
            rows = rows.filter(actor__in=members)
        return {
            "agreement": Agreement.objects.filter(slug=agreement).first(),
            "on": on,
            "member_of": member_of or None,
            "signatories": rows.select_related("actor", "signatory").order_by(
                "actor__slug", "role"
            ),
        }


class NetworkView(ParameterFormView):
    """Who is tied to whom on a day: by membership, agreement, shared events or alignment."""

    form_class = NetworkForm
    answer_serializer = NetworkSerializer
    renderer_classes = [JSONRenderer, GraphMLRenderer, GEXFRenderer]

    def get_answer(
        self, *, kind: str, on: dt.date, actor: str, min_weight: int | None
    ) -> dict[str, Any]:
        asked: dict[str, Any] = {
            "on": on,
            "actor": actor or None,
            "min_weight": min_weight or 1,
        }
        found = network(NetworkKind(kind), **asked)
        return {
            "directed": found.directed,
            "multigraph": False,
            "graph": {
                "kind": kind,
                **asked,
                "truncated": found.truncated,
                "footnote": settings.STATUS_FOOTNOTE,
            },
            "nodes": found.actors,
            "links": found.ties,
        }


class SnapshotView(ParameterFormView):
    """What is known to hold on a day: who was in what, who held which office, what was in force."""

    form_class = SnapshotForm
    answer_serializer = SnapshotSerializer

    def get_answer(self, *, on: dt.date) -> Snapshot:
        return snapshot(on=on)


class ChangesView(ParameterFormView):
    """What began, ended, was signed and happened after the day `from`, up to the day `to`."""

    form_class = SnapshotDiffForm
    answer_serializer = ChangesSerializer

    def get_answer(self, **days: dt.date) -> Changes:
        return changes(first=days["from"], last=days["to"])
