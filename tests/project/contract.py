"""What the schema promises: operations, parameters with examples, documented statuses."""

from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import quote, urlencode

from drf_spectacular.generators import SchemaGenerator

from balkanwatch.api import router

# Parameters without a lasting example: encrypted per site and query
WITHOUT_EXAMPLE = {"cursor"}
RESOURCES: dict[str, Any] = {prefix: view for prefix, view, _ in router.registry}


@dataclass(frozen=True)
class Operation:
    """An address of the API with its parameters by name."""

    path: str
    parameters: dict[str, dict[str, Any]]
    statuses: frozenset[int]
    # Its name and group, as generated clients call it
    name: str
    tag: str

    @property
    def query_parameters(self) -> dict[str, dict[str, Any]]:
        return {name: p for name, p in self.parameters.items() if p["in"] == "query"}

    @property
    def required(self) -> dict[str, str]:
        """Examples of the required query parameters."""
        return {n: example_of(p) for n, p in self.query_parameters.items() if p.get("required")}

    @property
    def is_list(self) -> bool:
        return "cursor" in self.parameters

    @property
    def keys(self) -> list[str]:
        """Examples of the keys in the address."""
        return [p["example"] for p in self.parameters.values() if p["in"] == "path"]

    @property
    def address(self) -> str:
        """The address with the example of its key, without a query."""
        keys = {n: p["example"] for n, p in self.parameters.items() if p["in"] == "path"}
        return self.path.format(**keys)

    def url(self, **parameters: str) -> str:
        """The address with these parameters and the required ones."""
        query = {**self.required, **parameters}
        return f"{self.address}?{urlencode(query, quote_via=quote)}" if query else self.address


def example_of(parameter: dict[str, Any]) -> str:
    """The example of a parameter as it stands in a URL."""
    example = (
        parameter["example"] if parameter.get("required") else parameter["schema"]["examples"][0]
    )
    return ",".join(map(str, example)) if isinstance(example, list) else str(example)


@cache
def generated_schema() -> dict[str, Any]:
    """The schema as the views describe it now."""
    return SchemaGenerator().get_schema(request=None, public=True)


@cache
def operations() -> list[Operation]:
    return [
        Operation(
            path,
            {p["name"]: p for p in methods["get"].get("parameters", [])},
            frozenset(map(int, methods["get"]["responses"])),
            methods["get"]["operationId"],
            methods["get"]["tags"][0],
        )
        for path, methods in generated_schema()["paths"].items()
    ]


def result_count(body: Any) -> int:
    """How much a response holds: its count, its total, or the length of its longest list."""
    if not isinstance(body, dict):
        return 1
    for name in ("count", "total"):
        if name in body:
            return body[name]
    return max((len(value) for value in body.values() if isinstance(value, list)), default=1)
