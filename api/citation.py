"""Citations of records and lists as BibTeX and CSL-JSON."""

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

from django.db.models import Max, QuerySet
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.generics import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from api.absolute_urls import absolute_url
from api.errors import ParameterError
from api.filters.base import StrictFilterSet, UnpagedFilterSet
from api.filters.filters import DayFilter
from api.filters.values import DayField
from api.form_views import ParameterForm
from api.pagination.rows import SerializedRows
from api.public_paths import page_path
from api.rendering.renderers import TextRenderer
from api.schema import format_parameter
from api.views import ResourceViewSet
from records.models import Record

PUBLISHER = "BalkanWatch"
# Special characters of TeX. Braces are spelled out: BibTeX counts them even when escaped.
TEX_ESCAPES = str.maketrans(
    {character: f"\\{character}" for character in "$&%#_"}
    | {"\\": "\\textbackslash{}", "^": "\\textasciicircum{}", "~": "\\textasciitilde{}"}
    | {"{": "\\textbraceleft{}", "}": "\\textbraceright{}"}
)
# TeX packages read URLs verbatim; only these characters would break the field.
URL_ESCAPES = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})


@dataclass(frozen=True)
class Citation:
    """The fields of a bibliography entry. `issued` is year, month and day as far as known.

    `note` states the grades of the supporting claims; it is empty if there are none.
    """

    key: str
    title: str
    issued: tuple[int, ...]
    version: str
    url: str
    accessed: dt.date
    kind: str = "dataset"
    author: str = ""
    publisher: str = PUBLISHER
    note: str = ""


class BibtexRenderer(TextRenderer):
    """One BibTeX entry; `date`, `urldate` and `version` are fields of biblatex."""

    media_type = "text/x-bibtex"
    format = "bibtex"

    def to_text(self, data: Citation) -> str:
        fields = {
            "author": data.author and f"{{{_tex(data.author)}}}",
            "title": f"{{{_tex(data.title)}}}",
            "publisher": _tex(data.publisher),
            "year": str(data.issued[0]) if data.issued else "",
            "date": "-".join(f"{part:02d}" for part in data.issued),
            "version": _tex(data.version),
            "url": data.url.translate(URL_ESCAPES),
            "urldate": data.accessed.isoformat(),
            "note": _tex(data.note),
        }
        lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
        return "\n".join([f"@misc{{{data.key},", *lines, "}", ""])


class CslRenderer(TextRenderer):
    """A CSL-JSON list with one item (citationstyles.org, schema 1.0.2)."""

    media_type = "application/vnd.citationstyles.csl+json"
    format = "csl-json"

    def to_text(self, data: Citation) -> str:
        accessed = (data.accessed.year, data.accessed.month, data.accessed.day)
        item: dict[str, Any] = {
            "id": data.key,
            "type": data.kind,
            "title": _one_line(data.title),
            "author": data.author and [{"literal": _one_line(data.author)}],
            "publisher": data.publisher,
            "issued": data.issued and {"date-parts": [data.issued]},
            "version": data.version,
            "URL": data.url,
            "accessed": {"date-parts": [accessed]},
            "note": data.note,
        }
        return json.dumps([{k: v for k, v in item.items() if v}], ensure_ascii=False)


ACCESSED_HELP = "Day of access to state in the citation; today by default."
RENDERERS = [BibtexRenderer, CslRenderer]


class CiteForm(ParameterForm):
    examples = {"accessed": "2026-01-31"}

    accessed = DayField(required=False, help_text=ACCESSED_HELP)


CITE_SCHEMA: dict[str, Any] = {
    "parameters": [
        *CiteForm.openapi_parameters(),
        format_parameter([renderer.format for renderer in RENDERERS]),
    ],
    "responses": {
        (200, BibtexRenderer.media_type): OpenApiTypes.STR,
        (200, CslRenderer.media_type): {"type": "array", "items": {"type": "object"}},
    },
}


@cache
def citation_filterset(filterset: type[StrictFilterSet]) -> type[StrictFilterSet]:
    """The filter set for citing a list: the same filters, the day of access, no pages."""
    accessed = DayFilter(ACCESSED_HELP, method="no_filter")
    name = f"Cited{filterset.__name__}"
    return type(name, (UnpagedFilterSet, filterset), {"accessed": accessed})


class CitableListViewSet(ResourceViewSet):
    """A resource whose list can be cited with its filters, at `cite/`."""

    @extend_schema(
        description="How to cite the list with these filters.", filters=True, **CITE_SCHEMA
    )
    @action(detail=False, url_path="cite", renderer_classes=RENDERERS)
    def cite_list(self, request: Request, **suffix: object) -> Response:
        view: Any = self
        view.filterset_class = citation_filterset(view.filterset_class)
        filtered = self.filter_queryset(self.get_queryset())
        return Response(self.list_citation(self.serialized_rows(filtered, self.requested_order())))

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Records lead to their page for readers."""
        final = super().finalize_response(request, response, *args, **kwargs)
        if self.action == "retrieve" and final.status_code == 200:
            path = request.path.removesuffix(f".{self.kwargs.get('format')}").rstrip("/") + "/"
            if page := page_path(path):
                address = request.build_absolute_uri(page)
                link = f'<{address}>; rel="alternate"; type="text/html"'
                final["Link"] = f"{final['Link']}, {link}" if final.has_header("Link") else link
        return final

    def find_parameter_errors(self, request: Request) -> list[ParameterError]:
        return [] if self.action == "cite_list" else super().find_parameter_errors(request)

    def list_citation(self, rows: SerializedRows) -> Citation:
        """The citation of the list: its filters, and when one of its rows last changed."""
        parameters = self.request.query_params
        filters = {k: v for k, v in parameters.items() if k not in {"accessed", "format"}}
        query = urlencode(filters)
        filter_text = ", ".join(f"{name}={value}" for name, value in filters.items())
        changed = last_changed(rows.querysets)
        url = absolute_url(f"{self.basename}-list", request=self.request)
        key = f"{PUBLISHER.lower()}-{self.basename}s"
        title = f"{PUBLISHER}: {self.basename}s".replace("-", " ")
        return Citation(
            key=f"{key}-{hashlib.sha256(query.encode()).hexdigest()[:8]}" if query else key,
            title=f"{title} ({filter_text})" if filters else title,
            issued=(changed.year, changed.month, changed.day) if changed else (),
            version=f"{changed:%Y-%m-%dT%H:%M:%SZ}" if changed else "",
            url=f"{url}?{query}" if query else url,
            accessed=DayField(required=False).clean(parameters.get("accessed")) or self.today(),
        )


def grades_note(name: str, *querysets: Any) -> str:
    """The grades of claims in one sentence; empty without claims.

    `name` says which claims they are, the querysets contain them.
    """
    numbers: Counter[str] = Counter()
    for claims in querysets:
        numbers.update(claims.count_by_grade())
    listed = ", ".join(f"{grade} ({number})" for grade, number in sorted(numbers.items()))
    return listed and (
        f"NATO Admiralty code (source reliability, claim credibility) of the {name}: {listed}"
    )


def last_changed(querysets: Iterable[QuerySet]) -> dt.datetime | None:
    """When one of the records last changed; None if there are none."""
    times = [
        rows.order_by().aggregate(last=Max("updated_at"))["last"]
        for rows in querysets
        if issubclass(rows.model, Record)
    ]
    return max(filter(None, times), default=None)


class CitableViewSet(CitableListViewSet):
    """A resource whose list and records can be cited at `cite/`."""

    @extend_schema(description="How to cite the record.", **CITE_SCHEMA)
    @action(detail=True, renderer_classes=RENDERERS)
    def cite(self, request: Request, slug: str, **suffix: object) -> Response:
        record = get_object_or_404(self.get_queryset(), slug=slug)
        return Response(self.citation(record, accessed=self.cite_form.cleaned_data["accessed"]))

    def find_parameter_errors(self, request: Request) -> list[ParameterError]:
        if self.action != "cite":
            return super().find_parameter_errors(request)
        self.cite_form = CiteForm(request.query_params)
        return self.cite_form.find_errors()

    def citation(self, record: Any, *, accessed: dt.date | None) -> Citation:
        """The citation of a record."""
        changed = record.updated_at
        address = reverse(f"{self.basename}-detail", args=[record.slug])
        return Citation(
            key=f"{PUBLISHER.lower()}-{self.basename}-{record.slug}",
            title=self.citation_title(record),
            issued=(changed.year, changed.month, changed.day),
            version=f"{changed:%Y-%m-%dT%H:%M:%SZ}",
            url=self.request.build_absolute_uri(page_path(address) or address),
            accessed=accessed or self.today(),
            note=grades_note("supporting claims", *self.supporting_claims(record)),
        )

    @staticmethod
    def supporting_claims(record: Any) -> list[QuerySet]:
        """Querysets of the claims that support the record; none if its table has no claims."""
        return [record.claims.supporting()] if hasattr(record, "claims") else []

    def citation_title(self, record: Any) -> str:
        """The title under which the record is cited."""
        return str(record)


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _tex(text: str) -> str:
    return _one_line(text).translate(TEX_ESCAPES)
