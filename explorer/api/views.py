"""Views of the questions across apps."""

import datetime as dt

from django.conf import settings
from django.db.models import Prefetch
from rest_framework.renderers import JSONRenderer

from actors.models import Actor, Relationship
from agreements.models import Agreement, AgreementParty, PartyAction
from api.form_views import ParameterFormView
from explorer.api.forms import NetworkForm, SignatoriesForm, SnapshotDiffForm, SnapshotForm
from explorer.api.graphs import GEXFRenderer, GraphMLRenderer
from explorer.api.serializers import (
    ChangesSerializer,
    NetworkSerializer,
    SignatoriesSerializer,
    SnapshotSerializer,
)
from explorer.api.tables import ChangesTable, SignatoriesTable, SnapshotTable, TiesTable
from explorer.network import NetworkKind, network
from explorer.snapshot import changes, snapshot


class SignatoriesView(ParameterFormView):
    """Actors that had signed an agreement by a day, optionally only members of an organisation."""

    form_class = SignatoriesForm
    is_analysis = False
    answer_serializer = SignatoriesSerializer
    renderer_classes = [JSONRenderer, SignatoriesTable]

    def get_answer(self, *, agreement: str, on: dt.date, member_of: str) -> dict[str, object]:
        [agreement] = self.current_slugs(Agreement, [agreement])
        rows = AgreementParty.objects.signing().signed_by(on).with_standing(on)
        rows = rows.filter(agreement__slug=agreement)
        if member_of:
            [member_of] = self.current_slugs(Actor, [member_of])
            memberships = Relationship.objects.full_memberships(on=on)
            members = memberships.filter(object__slug=member_of).values("subject")
            rows = rows.filter(actor__in=members)
        signing = PartyAction.objects.signing_by(on).prefetch_related("representatives__person")
        return {
            "agreement": Agreement.objects.filter(slug=agreement).first(),
            "on": on,
            "member_of": member_of or None,
            "signatories": rows.select_related("actor")
            .prefetch_related(Prefetch("actions", signing, "signing_actions"))
            .order_by("actor__slug", "role"),
        }


class NetworkView(ParameterFormView):
    """Network of actors on a day, tied by memberships, agreements, events or alignments."""

    form_class = NetworkForm
    answer_serializer = NetworkSerializer
    renderer_classes = [JSONRenderer, TiesTable, GraphMLRenderer, GEXFRenderer]

    def get_answer(
        self, *, kind: str, on: dt.date, actor: str, min_weight: int | None
    ) -> dict[str, object]:
        minimum = min_weight or 1
        found = network(NetworkKind(kind), on=on, actor=actor or None, min_weight=minimum)
        if actor and actor not in {node.slug for node in found.actors}:
            [actor] = self.current_slugs(Actor, [actor])
            found = network(NetworkKind(kind), on=on, actor=actor, min_weight=minimum)
        return {
            "directed": found.directed,
            "multigraph": False,
            "graph": {
                "kind": kind,
                "on": on,
                "actor": actor or None,
                "min_weight": minimum,
                "truncated": found.truncated,
                "footnote": settings.STATUS_FOOTNOTE,
            },
            "nodes": found.actors,
            "links": found.ties,
        }


class SnapshotView(ParameterFormView):
    """Everything known to hold on a day: memberships, offices, agreements in force and others."""

    form_class = SnapshotForm
    answer_serializer = SnapshotSerializer
    renderer_classes = [JSONRenderer, SnapshotTable]

    def get_answer(self, *, on: dt.date) -> dict[str, object]:
        return snapshot(on=on)


class ChangesView(ParameterFormView):
    """Everything that began, ended, was signed or happened after `from` and up to `to`."""

    form_class = SnapshotDiffForm
    answer_serializer = ChangesSerializer
    renderer_classes = [JSONRenderer, ChangesTable]

    def get_answer(self, **days: dt.date) -> dict[str, object]:
        return changes(first=days["from"], last=days["to"])
