"""Description of the API, read from its views: resources, parameters, limits, licence, versions."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.conf import settings
from rest_framework import serializers

from api.change_feed import last_change
from api.field_selection import MAX_EXPANDED, MAX_FIELDS, expandable_paths
from api.filters import values
from api.filters.facets import MAX_FACET_VALUES, MAX_FACETS
from api.form_views import ParameterFormView
from api.pagination.pages import DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE, MAX_PAGED_ROWS
from api.rendering.spreadsheet import MAX_XLSX_ROWS
from api.serializers import RowSerializer, TextListField
from api.views import ResourceViewSet
from explorer.network import MAX_GROUNDS, MAX_TIES
from explorer.search import MAX_SEARCH_RESULTS, MAX_SUGGESTIONS
from explorer.snapshot import MAX_SNAPSHOT_ROWS

# Types of parameters by form field; the first match counts
PARAMETER_TYPES: dict[type[forms.Field], str] = {
    values.BoundingBoxField: "box",
    values.PeriodField: "span",
    values.TimestampField: "moment",
    values.ChoiceField: "choice",
    values.DayField: "day",
    values.NumberField: "number",
    values.CodeField: "code",
    forms.RegexField: "slug",
    forms.CharField: "text",
    forms.ChoiceField: "choice",
}
LIMITS = {
    "page_size": DEFAULT_PAGE_SIZE,
    "largest_page_size": MAX_PAGE_SIZE,
    "last_row_by_page": MAX_PAGED_ROWS,
    "length_of_text": values.MAX_TEXT_LENGTH,
    "fields": MAX_FIELDS,
    "expand": MAX_EXPANDED,
    "facets": MAX_FACETS,
    "values_of_a_facet": MAX_FACET_VALUES,
    "rows_as_xlsx": MAX_XLSX_ROWS,
    "snapshot_rows": MAX_SNAPSHOT_ROWS,
    "search_records": MAX_SEARCH_RESULTS,
    "suggestions": MAX_SUGGESTIONS,
    "network_links": MAX_TIES,
    "network_rests_on": MAX_GROUNDS,
}


class ParameterSerializer(RowSerializer):
    """A parameter; `choices` is empty if any value of the type is allowed."""

    name = serializers.CharField()
    type = serializers.CharField(
        help_text="choice, box, span, moment, day, number, code, slug or text."
    )
    several = serializers.BooleanField(
        help_text="Whether it takes several values, separated by commas."
    )
    description = serializers.CharField()
    required: Any = serializers.BooleanField()
    choices = TextListField()
    example = serializers.CharField(help_text="A value with results.")


class ResourceSerializer(RowSerializer):
    """A resource: a list and its records."""

    name = serializers.CharField()
    description = serializers.CharField()
    key = serializers.CharField(help_text="The field that identifies a record in its URL.")
    order = TextListField()
    formats = TextListField()
    expand = TextListField(help_text="References that can be expanded to whole records.")
    facets = TextListField(help_text="Filters whose values can be counted.")
    published = serializers.IntegerField(help_text="Number of published rows.")
    filters = ParameterSerializer(many=True)


class QuestionSerializer(RowSerializer):
    """A question across resources."""

    name = serializers.CharField()
    description = serializers.CharField()
    formats = TextListField()
    parameters = ParameterSerializer(many=True)


class LicenceSerializer(RowSerializer):
    """Terms of reuse."""

    name = serializers.CharField()
    url = serializers.URLField()


class MetaSerializer(RowSerializer):
    """Description of the API."""

    name = serializers.CharField()
    api_version = serializers.CharField()
    data_version = serializers.DateTimeField(
        allow_null=True, help_text="Time of the last public change."
    )
    last_change = serializers.IntegerField(
        help_text="Number of the last change; a copy made now continues from it at `/changes/`."
    )
    licence = LicenceSerializer()
    citation = serializers.CharField(help_text="How to cite the data as of today.")
    status_footnote = serializers.CharField(help_text="Footnote to print wherever Kosovo is named.")
    limits = serializers.DictField(child=serializers.IntegerField())
    resources = ResourceSerializer(many=True)
    questions = QuestionSerializer(many=True)


class MetaView(ParameterFormView):
    """Description of the API: resources with filters and counts, questions, limits, licence, versions."""

    answer_serializer = MetaSerializer
    # The registry of the router: name, view, base name
    resources: Iterable[tuple[str, type[ResourceViewSet], str]] = ()
    questions: Mapping[str, type[ParameterFormView]] = {}

    def get_answer(self) -> dict[str, object]:
        about: dict[str, Any] = settings.SPECTACULAR_SETTINGS
        number, version = last_change()
        state = f"data of {version:%Y-%m-%d}" if version else "no data yet"
        address = self.request.build_absolute_uri("/")
        return {
            "name": about["TITLE"],
            "api_version": about["VERSION"],
            "data_version": version,
            "last_change": number,
            "licence": about["LICENSE"],
            "citation": f"{about['TITLE']}, {state}, {about['LICENSE']['name']}. {address} "
            f"(accessed {self.today():%Y-%m-%d}).",
            "status_footnote": settings.STATUS_FOOTNOTE,
            "limits": LIMITS,
            "resources": [_resource(name, view) for name, view, _ in self.resources],
            "questions": [_question(name, view) for name, view in self.questions.items()],
        }


def _resource(name: str, view: type[ResourceViewSet]) -> dict[str, object]:
    declared = view.filterset_class
    filters = declared.get_filters().items()
    return {
        "name": name,
        "description": view.__doc__,
        "key": view.lookup_url_kwarg or view.lookup_field,
        "order": view.order,
        "formats": [kind.format for kind in view.formats],
        "expand": list(expandable_paths(view.serializer_class())),
        "facets": list(declared.facets),
        "published": view.count_public(),
        "filters": [
            _parameter(name, each.field, declared.example(name) or "") for name, each in filters
        ],
    }


def _question(name: str, view: type[ParameterFormView]) -> dict[str, object]:
    form = view.form_class
    fields = form.base_fields.items()
    return {
        "name": name,
        "description": view.__doc__,
        "formats": [renderer.format for renderer in view.renderer_classes],
        "parameters": [_parameter(name, field, form.examples[name]) for name, field in fields],
    }


def _parameter(name: str, field: forms.Field, example: str) -> dict[str, object]:
    return {
        "name": name,
        "type": next(word for kind, word in PARAMETER_TYPES.items() if isinstance(field, kind)),
        "several": isinstance(field, values.CommaSeparatedField),
        "description": field.help_text,
        "required": field.required,
        "choices": [str(choice) for choice, _ in getattr(field, "choices", [])],
        "example": example,
    }
