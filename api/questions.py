"""Views that answer one question: its parameters are a form, its answer a serializer."""

from abc import abstractmethod
from typing import Any

from django import forms
from django.http import QueryDict
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from api.errors import Fault
from api.filters.base import LONGEST_TEXT, unknown_parameters, value_faults
from api.filters.values import DayField, NumberField, day_asked
from api.schema import Schema
from api.views import ReadOnly
from records.constraints import SLUG_PATTERN

NEEDED = {"required": "This parameter is needed."}


class Question(forms.Form):
    """The parameters of a question, as form fields with help texts; none is ignored."""

    data: QueryDict
    # A value of each parameter that finds something in the data set of the article
    examples: dict[str, str] = {}

    @classmethod
    def described(cls) -> list[OpenApiParameter]:
        """How the schema describes the parameters."""
        return [
            parameter_of(name, field, cls.examples.get(name))
            for name, field in cls.base_fields.items()
        ]

    def faults(self) -> list[Fault]:
        """All faults of the query."""
        return unknown_parameters(self.data, known=["format", *self.fields]) + value_faults(self)


class SlugField(forms.RegexField):
    """The slug of a record; whether there is such a record is not said."""

    def __init__(self, **options: Any) -> None:
        message = "A slug has lower-case letters, digits and single hyphens."
        errors = {**NEEDED, "invalid": message}
        super().__init__(SLUG_PATTERN, max_length=LONGEST_TEXT, error_messages=errors, **options)


class QuestionSchema(Schema):
    """Describes the parameters of the question and the formats of its answer."""

    def get_override_parameters(self) -> list[Any]:
        formats = [renderer.format for renderer in self.view.renderer_classes]
        shown = OpenApiParameter(
            "format", str, enum=formats, default=formats[0], description="Format of the answer."
        )
        view: Any = self.view
        return [*view.question.described(), shown]

    def get_response_serializers(self) -> Any:
        view: Any = self.view
        return {
            (200, renderer.media_type): (
                view.answer if issubclass(renderer, JSONRenderer) else OpenApiTypes.STR
            )
            for renderer in view.renderer_classes
        }


class QuestionView(ReadOnly):
    """One question: subclasses declare its parameters, the serializer, and how it is answered."""

    schema = QuestionSchema()
    renderer_classes = [JSONRenderer]
    question: type[Question] = Question
    answer: Any

    def parameter_faults(self, request: Request) -> list[Fault]:
        self.asked = self.question(request.query_params)
        return self.asked.faults()

    def get(self, request: Request) -> Response:
        parameters = self.asked.cleaned_data
        if "on" in parameters:
            parameters["on"] = day_asked(parameters, self.today())
        shown = self.answer(self.ask(**parameters), context={"request": request})
        return Response(shown.data)

    @abstractmethod
    def ask(self, **parameters: Any) -> Any:
        """What the serializer shows, for the parameters of the question."""


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


def parameter_of(name: str, field: forms.Field, example: str | None) -> OpenApiParameter:
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
