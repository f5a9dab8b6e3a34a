"""Pages in plain words about the data and how it is made."""

from rest_framework.request import Request
from rest_framework.response import Response

from events.choices import Modality
from explorer.pages.views import PageMixin
from explorer.pictures.blocs import BLOCS, PASSIVE_ROLES
from sources.choices import Credibility, Reliability


class MethodPage(PageMixin):
    """What counts as what, how sources and claims are graded, and by which rule pictures have colours."""

    template_name = "explorer/method.html"

    def get(self, request: Request) -> Response:
        return Response(
            {
                "heading": "How this is made",
                "reliability": Reliability.labels,
                "credibility": Credibility.labels,
                "modalities": Modality.labels,
                "blocs": BLOCS,
                "passive_roles": [role.label.lower() for role in PASSIVE_ROLES],
                "page": request.build_absolute_uri(request.path),
            }
        )
