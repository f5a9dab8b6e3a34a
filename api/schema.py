"""What the OpenAPI schema says of each operation besides its answer: examples, and every error."""

from http import HTTPStatus
from typing import Any

from drf_spectacular.drainage import warn
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter

from api.errors import MEDIA_TYPE, PROBLEMS, ProblemSerializer
from api.field_selection import selection_parameters
from api.rendering.exports import FileRenderer
from api.tombstones import add_tombstone_responses

NOT_MODIFIED = {"description": "The answer is still the one whose ETag was sent."}
# What stands in the address of one record, by its name in the schema
KEYS = {
    "slug": "Slug of the record.",
    "code": "Code of the term.",
    "id": "Number of the row.",
    "key": "Key of the row, as lists give it.",
}


class ApiSchema(AutoSchema):
    """Adds to each operation what is the same everywhere: keys, the format, examples, errors."""

    def _resolve_path_parameters(self, variables: Any) -> list[dict[str, Any]]:
        view: Any = self.view
        keys = super()._resolve_path_parameters(variables)
        return [{**key, "description": KEYS[key["name"]], "example": view.example} for key in keys]

    def get_operation_id(self) -> str:
        name: str = super().get_operation_id()
        listed = getattr(self.view, "action", "") == "cite_list"
        return name.replace("_cite_retrieve", "_cite_list") if listed else name

    def get_override_parameters(self) -> list[Any]:
        view: Any = self.view
        formats = [renderer.format for renderer in view.get_renderers()]
        format_parameter = OpenApiParameter(
            "format", str, enum=formats, default=formats[0], description="Format of the answer."
        )
        shows_rows = getattr(view, "action", "") in {"list", "retrieve"}
        return [
            format_parameter,
            *(selection_parameters(view.get_serializer()) if shows_rows else []),
        ]

    def _get_parameters(self) -> list[dict[str, Any]]:
        return [self._with_example(parameter) for parameter in super()._get_parameters()]

    def _with_example(self, parameter: dict[str, Any]) -> dict[str, Any]:
        """The parameter with its example; a warning where none is declared."""
        name, schema = parameter["name"], parameter["schema"]
        filters = getattr(self.view, "filterset_class", None)
        example = filters.examples.get(name) if filters else None
        if name == "format":
            example = schema.get("default", schema["enum"][0])
        for declared in parameter.pop("examples", {}).values():
            example = declared["value"]
        example = parameter.get("example", example)
        if example is None:
            warn(f"parameter {name} of {self.path} has no example")
            return parameter
        return {**parameter, "example": _typed(example, schema)}

    def get_auth(self) -> list[dict[str, list[str]]]:
        return [{}, {"key": []}]

    def _get_response_bodies(self, direction: Any = "response") -> dict[str, Any]:
        bodies = super()._get_response_bodies(direction)
        for renderer in self.view.get_renderers():
            if isinstance(renderer, FileRenderer):
                bodies["200"]["content"][renderer.media_type] = {"schema": renderer.schema}
        self.resolve_serializer(ProblemSerializer, direction)
        errors = {
            str(status): {"$ref": f"#/components/responses/{response_component(status)}"}
            for status in PROBLEMS
        }
        return {**add_tombstone_responses(self, bodies), "304": NOT_MODIFIED, **errors}


def add_problem_responses(result: Any, **_: Any) -> Any:
    """Hook of drf-spectacular: the errors of all operations, once, and addresses of any host."""
    result["components"]["responses"] = {
        response_component(status): {
            "description": answer.description,
            **({"headers": dict(answer.headers)} if answer.headers else {}),
            "content": {
                MEDIA_TYPE: {
                    "schema": {"$ref": "#/components/schemas/Problem"},
                    "example": answer.example,
                }
            },
        }
        for status, answer in PROBLEMS.items()
    }
    result["servers"] = [{"url": "/", "description": "The host that this schema comes from."}]
    return result


def response_component(status: int) -> str:
    """Name of an error among the components: NotFound."""
    return "".join(word.title() for word in HTTPStatus(status).phrase.split())


def _typed(text: Any, schema: dict[str, Any]) -> Any:
    if schema.get("type") == "array":
        return [_typed(item, schema["items"]) for item in text.split(",")]
    return int(text) if schema.get("type") == "integer" else text
