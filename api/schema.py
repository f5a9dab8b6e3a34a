"""What the OpenAPI schema says about every operation: keys, formats, examples and errors."""

import datetime as dt
from http import HTTPStatus
from typing import Any

from drf_spectacular.drainage import warn
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter

from api.errors import MEDIA_TYPE, PROBLEMS, Json, ProblemSerializer
from api.field_selection import selection_parameters
from api.rendering.exports import FileRenderer
from api.rendering.tables import TableRenderer
from api.tombstones import add_tombstone_responses

NOT_MODIFIED = {"description": "The response with the ETag that was sent is still current."}
# The key in the address of a record, by its name in the schema
KEY_DESCRIPTIONS = {
    "slug": "Slug of the record.",
    "code": "Code of the term.",
    "id": "Permanent id of the row.",
    "key": "Key of the row, as in lists.",
}


class ApiSchema(AutoSchema):
    """Adds to each operation what all have in common: keys, the format, examples, errors."""

    view: Any

    def _resolve_path_parameters(self, variables: list[str]) -> list[Json]:
        return [
            {**key, "description": KEY_DESCRIPTIONS[key["name"]], "example": self.view.example}
            for key in super()._resolve_path_parameters(variables)
        ]

    def get_operation_id(self) -> str:
        name: str = super().get_operation_id()
        is_list = getattr(self.view, "action", "") == "cite_list"
        return name.replace("_cite_retrieve", "_cite_list") if is_list else name

    def get_override_parameters(self) -> list[Any]:
        formats = format_parameter([renderer.format for renderer in self.view.get_renderers()])
        action = getattr(self.view, "action", "")
        shows_rows = action in {"list", "retrieve"}
        selection = selection_parameters(self.view.get_serializer()) if shows_rows else []
        days = getattr(self.view, "record_days", ()) if action == "retrieve" else ()
        return [formats, *selection, *(self._day_parameter(name) for name in days)]

    def _day_parameter(self, name: str) -> OpenApiParameter:
        about = self.view.filterset_class.get_filters()[name].extra["help_text"]
        return OpenApiParameter(name, dt.date, description=about)

    def _get_parameters(self) -> list[Json]:
        return [self._with_example(parameter) for parameter in super()._get_parameters()]

    def _with_example(self, parameter: Json) -> Json:
        """The parameter with its example; warns if none is declared."""
        name, schema = parameter["name"], parameter["schema"]
        filters = getattr(self.view, "filterset_class", None)
        example = filters.example(name) if filters else None
        if name == "format":
            example = schema.get("default", schema["enum"][0])
        for declared in parameter.pop("examples", {}).values():
            example = declared["value"]
        example = parameter.get("example", example)
        if example is None:
            warn(f"parameter {name} of {self.path} has no example")
            return parameter
        if parameter.get("required"):
            return {**parameter, "example": _typed(example, schema)}
        # An `example` would be filled in by “Try it out”, for all parameters at once.
        parameter.pop("example", None)
        described = f"{parameter.get('description', '')} Example: `{example}`."
        schema = {**schema, "examples": [_typed(example, schema)]}
        return {**parameter, "description": described, "schema": schema}

    def get_auth(self) -> list[dict[str, list[str]]]:
        return [{}, {"key": []}]

    def _get_response_bodies(self, direction: Any = "response") -> Json:
        bodies = super()._get_response_bodies(direction)
        for renderer in self.view.get_renderers():
            if isinstance(renderer, FileRenderer | TableRenderer):
                bodies["200"]["content"][renderer.media_type] = {"schema": renderer.schema}
        self.resolve_serializer(ProblemSerializer, direction)
        errors = {
            str(status): {"$ref": f"#/components/responses/{response_component(status)}"}
            for status in PROBLEMS
        }
        return {**add_tombstone_responses(self, bodies), "304": NOT_MODIFIED, **errors}


def format_parameter(formats: list[str]) -> OpenApiParameter:
    """How the schema describes `format`; the first format is the default."""
    return OpenApiParameter(
        "format", str, enum=formats, default=formats[0], description="Format of the response."
    )


def add_problem_responses(result: Json, **_: object) -> Json:
    """Hook of drf-spectacular: describes each error once, and makes the server the current host."""
    result["components"]["responses"] = {
        response_component(status): {
            "description": error.description,
            **({"headers": dict(error.headers)} if error.headers else {}),
            "content": {
                MEDIA_TYPE: {
                    "schema": {"$ref": "#/components/schemas/Problem"},
                    "example": error.example,
                }
            },
        }
        for status, error in PROBLEMS.items()
    }
    result["servers"] = [{"url": "/", "description": "The host that serves this schema."}]
    return result


def make_selectable_fields_optional(result: Json, **_: object) -> Json:
    """Hook of drf-spectacular: rows require no field where `fields` can leave it out."""
    components = result["components"]["schemas"]
    for methods in result["paths"].values():
        operation = methods["get"]
        if any(parameter["name"] == "fields" for parameter in operation["parameters"]):
            answer = operation["responses"]["200"]["content"]["application/json"]["schema"]
            page = components[answer["$ref"].rpartition("/")[2]]
            row = page["properties"].get("results", answer)
            for name in _referenced(row, components, set()):
                components[name].pop("required", None)
    return result


def _referenced(schema: Any, components: Json, found: set[str]) -> set[str]:
    """Adds the names of all components that a schema refers to, directly or not."""
    if isinstance(schema, list):
        for item in schema:
            _referenced(item, components, found)
    elif isinstance(schema, dict):
        for key, value in schema.items():
            if key != "$ref":
                _referenced(value, components, found)
            elif (name := value.rpartition("/")[2]) not in found:
                found.add(name)
                _referenced(components[name], components, found)
    return found


def allow_overlapping_texts(result: Json, **_: object) -> Json:
    """Hook of drf-spectacular: a text that may be empty meets both descriptions, not exactly one."""
    for component in result["components"]["schemas"].values():
        for field in component.get("properties", {}).values():
            if all(each.get("type") == "string" for each in field.get("oneOf", [{}])):
                field["anyOf"] = field.pop("oneOf")
    return result


def response_component(status: int) -> str:
    """The name of an error among the components, such as NotFound."""
    return "".join(word.title() for word in HTTPStatus(status).phrase.split())


def _typed(example: Any, schema: Json) -> Any:
    if schema.get("type") == "array":
        return [_typed(item, schema["items"]) for item in example.split(",")]
    return int(example) if schema.get("type") == "integer" else example
