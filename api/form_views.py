"""Views that answer one question: its parameters are a form, its answer a serializer."""

from abc import abstractmethod
from collections.abc import Callable
from typing import Any

from django import forms
from django.http import QueryDict
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter
from rest_framework import serializers
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from api.errors import ParameterError
from api.filters.base import MAX_TEXT_LENGTH, unknown_parameters, value_errors
from api.filters.values import DayField, NumberField, day_asked
from api.schema import ApiSchema
from api.views import ReadOnlyView
from records.constraints import SLUG_PATTERN

REQUIRED_MESSAGE = {"required": "This parameter is needed."}


class ParameterForm(forms.Form):
    """The parameters of a question, as form fields with help texts; none is ignored."""

    data: QueryDict
    # A value of each parameter that finds something in the data set of the article
    examples: dict[str, str] = {}

    @classmethod
    def openapi_parameters(cls) -> list[OpenApiParameter]:
        """How the schema describes the parameters."""
        return [
            openapi_parameter(name, field, cls.examples.get(name))
            for name, field in cls.base_fields.items()
        ]

    def find_errors(self) -> list[ParameterError]:
        """All faults of the query."""
        return unknown_parameters(self.data, known=["format", *self.fields]) + value_errors(self)


class SlugField(forms.RegexField):
    """The slug of a record; whether there is such a record is not said."""

    def __init__(self, **options: Any) -> None:
        message = "A slug has lower-case letters, digits and single hyphens."
        errors = {**REQUIRED_MESSAGE, "invalid": message}
        super().__init__(SLUG_PATTERN, max_length=MAX_TEXT_LENGTH, error_messages=errors, **options)


class ParameterFormSchema(ApiSchema):
    """Describes the parameters of the question and the formats of its answer."""

    def get_override_parameters(self) -> list[Any]:
        formats = [renderer.format for renderer in self.view.renderer_classes]
        shown = OpenApiParameter(
            "format", str, enum=formats, default=formats[0], description="Format of the answer."
        )
        view: Any = self.view
        return [*view.form_class.openapi_parameters(), shown]

    def get_response_serializers(self) -> Any:
        view: Any = self.view
        return {
            (200, renderer.media_type): (
                view.answer_serializer if issubclass(renderer, JSONRenderer) else OpenApiTypes.STR
            )
            for renderer in view.renderer_classes
        }


class ParameterFormView(ReadOnlyView):
    """One question: subclasses declare its parameters, the serializer, and how it is answered."""

    schema = ParameterFormSchema()
    renderer_classes = [JSONRenderer]
    form_class: type[ParameterForm] = ParameterForm
    answer_serializer: type[serializers.Serializer]
    # What the serializer shows, for the cleaned parameters
    get_answer: Callable[..., Any]

    def find_parameter_errors(self, request: Request) -> list[ParameterError]:
        self.asked = self.form_class(request.query_params)
        return self.asked.find_errors()

    def get(self, request: Request) -> Response:
        parameters = self.asked.cleaned_data
        if "on" in parameters:
            parameters["on"] = day_asked(parameters, self.today())
        shown = self.answer_serializer(self.get_answer(**parameters), context={"request": request})
        return Response(shown.data)


class TextRenderer(BaseRenderer):
    """A format other than JSON; errors and what OPTIONS says stay JSON."""

    charset = "utf-8"

    def render(
        self, data: Any, accepted_media_type: Any = None, renderer_context: Any = None
    ) -> Any:
        context = renderer_context or {}
        if context["response"].exception or context["request"].method == "OPTIONS":
            return JSONRenderer().render(data)
        return self.text(data)

    @abstractmethod
    def text(self, data: Any) -> str | bytes:
        """The answer in this format."""


def openapi_parameter(name: str, field: forms.Field, example: str | None) -> OpenApiParameter:
    """How the schema describes one parameter."""
    kind: Any = OpenApiTypes.STR
    choices: Any = getattr(field, "choices", None)
    if isinstance(field, DayField):
        kind = OpenApiTypes.DATE
    elif isinstance(field, NumberField):
        kind = {"type": "integer", "minimum": field.min_value, "maximum": field.max_value}
    return OpenApiParameter(
        name,
        kind,
        required=field.required,
        description=str(field.help_text),
        enum=choices and [word for word, _ in choices],
        examples=[OpenApiExample(name, value=example)] if example else [],
    )
