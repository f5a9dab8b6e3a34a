"""Views that compute one answer: a form describes their parameters, a serializer their answer."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter
from rest_framework import serializers
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from api.errors import ParameterError
from api.filters.base import unknown_parameters, value_errors
from api.filters.values import (
    INVALID_SLUG,
    MAX_TEXT_LENGTH,
    CommaSeparatedField,
    DayField,
    NumberField,
    day_asked,
)
from api.schema import ApiSchema, format_parameter
from api.views import ReadOnlyView
from records.rules import SLUG_PATTERN


class ParameterForm(forms.Form):
    """The parameters of a view, as form fields with help texts; unknown ones are errors."""

    data: QueryDict
    # For each parameter a value that finds something in the article's data set
    examples: dict[str, str] = {}

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        for field in self.fields.values():
            field.error_messages["required"] = "This parameter is required."

    @classmethod
    def openapi_parameters(cls) -> list[OpenApiParameter]:
        """How the schema describes the parameters."""
        return [
            openapi_parameter(name, field, cls.examples.get(name))
            for name, field in cls.base_fields.items()
        ]

    def find_errors(self) -> list[ParameterError]:
        """All errors in the query."""
        return unknown_parameters(self.data, known=["format", *self.fields]) + value_errors(self)


class SlugField(forms.RegexField):
    """The slug of a record, which need not exist."""

    def __init__(self, **options: Any) -> None:
        errors = {"invalid": INVALID_SLUG}
        super().__init__(SLUG_PATTERN, max_length=MAX_TEXT_LENGTH, error_messages=errors, **options)


class ParameterFormSchema(ApiSchema):
    """Describes the parameters of the form and the formats of the answer."""

    def get_override_parameters(self) -> list[Any]:
        formats = [renderer.format for renderer in self.view.renderer_classes]
        return [*self.view.form_class.openapi_parameters(), format_parameter(formats)]

    def get_response_serializers(self) -> Any:
        return {
            (200, renderer.media_type): (
                self.view.answer_serializer
                if issubclass(renderer, JSONRenderer)
                else OpenApiTypes.STR
            )
            for renderer in self.view.renderer_classes
        }


class ParameterFormView(ReadOnlyView):
    """One computed answer. Subclasses declare the form, the serializer and `get_answer`."""

    schema = ParameterFormSchema()
    is_analysis = True
    renderer_classes = [JSONRenderer]
    form_class: type[ParameterForm] = ParameterForm
    answer_serializer: type[serializers.Serializer]
    # Takes the cleaned parameters as keywords, returns what the serializer shows
    get_answer: Callable[..., Any]

    def list_parameters(self) -> Iterable[str]:
        fields = self.form_class.base_fields.items()
        return [name for name, each in fields if isinstance(each, CommaSeparatedField)]

    def find_parameter_errors(self, request: Request) -> list[ParameterError]:
        self.form = self.form_class(request.query_params)
        return self.form.find_errors()

    def get(self, request: Request, **suffix: object) -> Response:
        parameters = self.form.cleaned_data
        if "on" in parameters:
            parameters["on"] = day_asked(parameters, self.today())
        answer = self.get_answer(**parameters)
        return Response(self.answer_serializer(answer, context={"request": request}).data)


def openapi_parameter(name: str, field: forms.Field, example: str | None) -> OpenApiParameter:
    """How the schema describes one form field."""
    of_type: Any = OpenApiTypes.STR
    choices = getattr(field, "choices", None)
    if isinstance(field, DayField):
        of_type = OpenApiTypes.DATE
    elif isinstance(field, NumberField):
        of_type = {"type": "integer", "minimum": field.min_value, "maximum": field.max_value}
    return OpenApiParameter(
        name,
        of_type,
        required=field.required,
        description=str(field.help_text),
        enum=choices and [value for value, _ in choices],
        examples=[OpenApiExample(name, value=example)] if example else [],
    )
