"""How a record is cited: BibTeX and CSL-JSON."""

import datetime as dt
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.db.models import Max
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action
from rest_framework.generics import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from api.absolute_urls import absolute_url
from api.errors import ParameterError
from api.filters.base import DayFilter, StrictFilterSet
from api.filters.multi_value import UnpagedFilterSet
from api.filters.values import DayField
from api.form_views import ParameterForm, TextRenderer
from api.pagination.rows import SerializedRows
from api.views import ResourceViewSet
from records.models import Record

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
class Citation:
    """What a bibliography says of a record; `issued` is year, month, day as far as known.

    `note` states the grades of the claims that support it; it is empty where there are none.
    """

    key: str
    kind: str
    title: str
    author: str
    publisher: str
    issued: tuple[int, ...]
    version: str
    url: str
    accessed: dt.date
    note: str = ""


class BibtexRenderer(TextRenderer):
    """One BibTeX entry; `date`, `urldate` and `version` are biblatex's."""

    media_type = "text/x-bibtex"
    format = "bibtex"

    def text(self, data: Citation) -> str:
        fields = {
            "author": data.author and f"{{{_tex(data.author)}}}",
            "title": f"{{{_tex(data.title)}}}",
            "publisher": _tex(data.publisher),
            "year": str(data.issued[0]) if data.issued else "",
            "date": "-".join(f"{part:02d}" for part in data.issued),
            "version": _tex(data.version),
            "url": data.url.translate(URL),
            "urldate": data.accessed.isoformat(),
            "note": _tex(data.note),
        }
        lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
        return "\n".join([f"@misc{{{data.key},", *lines, "}", ""])


class CslRenderer(TextRenderer):
    """A CSL-JSON list of one item (citationstyles.org, schema 1.0.2)."""

    media_type = "application/vnd.citationstyles.csl+json"
    format = "csl-json"

    def text(self, data: Citation) -> str:
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
            "note": data.note,
        }
        shown = {name: value for name, value in item.items() if value}
        return json.dumps([shown], ensure_ascii=False)


class CiteQuestion(ParameterForm):
    examples = {"accessed": "2026-01-31"}

    accessed = DayField(required=False, help_text="Day of access to state; today without it.")


PARAMETERS = [
    *CiteQuestion.openapi_parameters(),
    OpenApiParameter(
        "format",
        str,
        enum=[BibtexRenderer.format, CslRenderer.format],
        default=BibtexRenderer.format,
        description="Format of the answer.",
    ),
]
ANSWERS = {
    (200, BibtexRenderer.media_type): OpenApiTypes.STR,
    (200, CslRenderer.media_type): {"type": "array", "items": {"type": "object"}},
}


@cache
def citation_filterset(filters: type[StrictFilterSet]) -> Any:
    """The same filters for a list that is cited: the day of access besides, and no pages."""
    accessed = DayFilter(method="no_filter", help_text="Day of access to state; today without it.")
    return type(f"Cited{filters.__name__}", (UnpagedFilterSet, filters), {"accessed": accessed})


class CitableListViewSet(ResourceViewSet):
    """A resource whose list can be cited as it is filtered, at `cite/`."""

    @extend_schema(
        description="How to cite the list with these filters.",
        filters=True,
        parameters=PARAMETERS,
        responses=ANSWERS,
    )
    @action(detail=False, url_path="cite", renderer_classes=[BibtexRenderer, CslRenderer])
    def cite_list(self, request: Request) -> Response:
        view: Any = self
        view.filterset_class = citation_filterset(view.filterset_class)
        rows = self.rows(self.filter_queryset(self.get_queryset()), self.sorted())
        return Response(self.list_citation(rows))

    def find_parameter_errors(self, request: Request) -> list[ParameterError]:
        return [] if self.action == "cite_list" else super().find_parameter_errors(request)

    def list_citation(self, rows: SerializedRows) -> Citation:
        """What a bibliography says of the list: its filters, and when its rows last changed."""
        asked = self.request.query_params
        filters = {k: v for k, v in asked.items() if k not in {"accessed", "format"}}
        query = urlencode(filters)
        words = ", ".join(f"{name}={value}" for name, value in filters.items())
        changed = last_changed(rows.tables)
        address = absolute_url(f"{self.basename}-list", request=self.request)
        mark = hashlib.sha256(query.encode()).hexdigest()[:8]
        return Citation(
            key="-".join(filter(None, [PUBLISHER.lower(), f"{self.basename}s", query and mark])),
            kind="dataset",
            title=f"{PUBLISHER}: {self.basename}s".replace("-", " ") + (words and f" ({words})"),
            author="",
            publisher=PUBLISHER,
            issued=(changed.year, changed.month, changed.day) if changed else (),
            version=f"{changed:%Y-%m-%dT%H:%M:%SZ}" if changed else "",
            url=f"{address}?{query}" if query else address,
            accessed=DayField(required=False).clean(asked.get("accessed")) or self.today(),
        )


def grades_note(name: str, *tables: Any) -> str:
    """The grades of claims in one sentence; empty without claims.

    `name` says which claims they are, `tables` are querysets of claims.
    """
    numbers: Counter[str] = Counter()
    for claims in tables:
        numbers.update(claims.count_by_grade())
    listed = ", ".join(f"{grade} ({number})" for grade, number in sorted(numbers.items()))
    return listed and (
        f"NATO Admiralty code (source reliability, claim credibility) of the {name}: {listed}"
    )


def last_changed(tables: Iterable[Any]) -> dt.datetime | None:
    """When one of the rows last changed, where they say so."""
    moments = [
        rows.order_by().aggregate(last=Max("updated_at"))["last"]
        for rows in tables
        if issubclass(rows.model, Record)
    ]
    return max(filter(None, moments), default=None)


class CitableViewSet(CitableListViewSet):
    """A resource whose list and records can be cited at `cite/`."""

    @extend_schema(description="How to cite the record.", parameters=PARAMETERS, responses=ANSWERS)
    @action(detail=True, renderer_classes=[BibtexRenderer, CslRenderer])
    def cite(self, request: Request, slug: str) -> Response:
        rows: Any = self.queryset  # type: ignore[arg-type]
        record = get_object_or_404(rows.all(), slug=slug)
        return Response(self.citation(record, accessed=self.asked.cleaned_data["accessed"]))

    def find_parameter_errors(self, request: Request) -> list[ParameterError]:
        if self.action != "cite":
            return super().find_parameter_errors(request)
        self.asked = CiteQuestion(request.query_params)
        return self.asked.find_errors()

    def citation(self, record: Any, *, accessed: dt.date | None) -> Citation:
        """What a bibliography says of the record."""
        changed = record.updated_at
        address = absolute_url(f"{self.basename}-detail", [record.slug], request=self.request)
        return Citation(
            key=f"{PUBLISHER.lower()}-{self.basename}-{record.slug}",
            kind="dataset",
            title=self.citation_title(record),
            author="",
            publisher=PUBLISHER,
            issued=(changed.year, changed.month, changed.day),
            version=f"{changed:%Y-%m-%dT%H:%M:%SZ}",
            url=address,
            accessed=accessed or self.today(),
            note=grades_note("supporting claims", *self.supporting_claims(record)),
        )

    @staticmethod
    def supporting_claims(record: Any) -> list[Any]:
        """Querysets of the claims that support the record; none where records have no claims."""
        return [record.claims.supporting()] if hasattr(record, "claims") else []

    def citation_title(self, record: Any) -> str:
        """The title under which the record is cited."""
        return str(record)


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _tex(text: str) -> str:
    return _plain(text).translate(TEX)
