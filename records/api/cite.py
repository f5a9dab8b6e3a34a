"""How a record is cited: BibTeX and CSL-JSON."""

import datetime as dt
import json
import re
from dataclasses import dataclass
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action
from rest_framework.generics import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from records.api.addresses import address_of
from records.api.errors import Fault
from records.api.questions import Question, TextRenderer
from records.api.values import DayField
from records.api.views import ReadViewSet

PUBLISHER = "BalkanWatch"
# Characters that mean something to TeX. Braces are spelled out: BibTeX counts them even escaped.
TEX = str.maketrans(
    {character: f"\\{character}" for character in "$&%#_"}
    | {"\\": "\\textbackslash{}", "^": "\\textasciicircum{}", "~": "\\textasciitilde{}"}
    | {"{": "\\textbraceleft{}", "}": "\\textbraceright{}"}
)
# In an address TeX packages read everything as it stands; only these would end the field.
URL = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})


@dataclass(frozen=True)
class Work:
    """What a bibliography says of a record; `issued` is year, month, day as far as known."""

    key: str
    kind: str
    title: str
    author: str
    publisher: str
    issued: tuple[int, ...]
    version: str
    url: str
    accessed: dt.date


class BibtexRenderer(TextRenderer):
    """One BibTeX entry; `date`, `urldate` and `version` are biblatex's."""

    media_type = "text/x-bibtex"
    format = "bibtex"

    def text(self, data: Work) -> str:
        fields = {
            "author": data.author and f"{{{_tex(data.author)}}}",
            "title": f"{{{_tex(data.title)}}}",
            "publisher": _tex(data.publisher),
            "year": str(data.issued[0]) if data.issued else "",
            "date": "-".join(f"{part:02d}" for part in data.issued),
            "version": _tex(data.version),
            "url": data.url.translate(URL),
            "urldate": data.accessed.isoformat(),
        }
        lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
        return "\n".join([f"@misc{{{data.key},", *lines, "}", ""])


class CslRenderer(TextRenderer):
    """A CSL-JSON list of one item (citationstyles.org, schema 1.0.2)."""

    media_type = "application/vnd.citationstyles.csl+json"
    format = "csl-json"

    def text(self, data: Work) -> str:
        accessed = (data.accessed.year, data.accessed.month, data.accessed.day)
        item: dict[str, Any] = {
            "id": data.key,
            "type": data.kind,
            "title": _plain(data.title),
            "author": data.author and [{"literal": _plain(data.author)}],
            "publisher": data.publisher,
            "issued": data.issued and {"date-parts": [data.issued]},
            "version": data.version,
            "URL": data.url,
            "accessed": {"date-parts": [accessed]},
        }
        shown = {name: value for name, value in item.items() if value}
        return json.dumps([shown], ensure_ascii=False)


class CiteQuestion(Question):
    examples = {"accessed": "2026-01-31"}

    accessed = DayField(required=False, help_text="Day of access to state; today without it.")


class CitableViewSet(ReadViewSet):
    """A resource whose records can be cited at `cite/`."""

    @extend_schema(
        description="How to cite the record.",
        parameters=[
            *CiteQuestion.described(),
            OpenApiParameter(
                "format",
                str,
                enum=[BibtexRenderer.format, CslRenderer.format],
                default=BibtexRenderer.format,
                description="Format of the answer.",
            ),
        ],
        responses={
            (200, BibtexRenderer.media_type): OpenApiTypes.STR,
            (200, CslRenderer.media_type): {"type": "array", "items": {"type": "object"}},
        },
    )
    @action(detail=True, renderer_classes=[BibtexRenderer, CslRenderer])
    def cite(self, request: Request, slug: str) -> Response:
        rows: Any = self.queryset  # type: ignore[arg-type]
        record = get_object_or_404(rows.all(), slug=slug)
        return Response(self.work(record, accessed=self.asked.cleaned_data["accessed"]))

    def parameter_faults(self, request: Request) -> list[Fault]:
        if self.action != "cite":
            return super().parameter_faults(request)
        self.asked = CiteQuestion(request.query_params)
        return self.asked.faults()

    def work(self, record: Any, *, accessed: dt.date | None) -> Work:
        """What a bibliography says of the record."""
        changed = record.updated_at
        address = address_of(f"{self.basename}-detail", [record.slug], request=self.request)
        return Work(
            key=f"{PUBLISHER.lower()}-{self.basename}-{record.slug}",
            kind="dataset",
            title=self.title_of(record),
            author="",
            publisher=PUBLISHER,
            issued=(changed.year, changed.month, changed.day),
            version=f"{changed:%Y-%m-%dT%H:%M:%SZ}",
            url=address,
            accessed=accessed or self.today(),
        )

    def title_of(self, record: Any) -> str:
        """The title under which the record is cited."""
        return str(record)


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _tex(text: str) -> str:
    return _plain(text).translate(TEX)
