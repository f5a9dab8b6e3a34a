"""What the schema promises: its operations, their parameters with examples, the statuses they document."""

from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import quote, urlencode

from drf_spectacular.generators import SchemaGenerator

from balkanwatch.api import router

# Sealed by each site for each query, or numbers that last as long as the database: taken from a list
NOT_PROMISED = {"cursor", "id"}


@dataclass(frozen=True)
class Operation:
    """One address that can be asked, with its parameters by name."""

    path: str
    parameters: dict[str, dict[str, Any]]
    statuses: frozenset[int]

    @property
    def asked(self) -> dict[str, dict[str, Any]]:
        """Parameters of the query."""
        return {name: p for name, p in self.parameters.items() if p["in"] == "query"}

    @property
    def needed(self) -> dict[str, str]:
        """Examples of the parameters that the query must have."""
        return {n: value(p) for n, p in self.asked.items() if p.get("required")}

    @property
    def is_list(self) -> bool:
        return "cursor" in self.parameters

    @property
    def address(self) -> str:
        """The address with the examples of its keys, without a query."""
        path = self.path
        for name, parameter in self.parameters.items():
            if parameter["in"] == "path":
                path = path.replace(f"{{{name}}}", str(parameter["example"]))
        return path

    def query(self, **parameters: str) -> str:
        """The address with these parameters and those that are needed."""
        found = {**self.needed, **parameters}
        return f"{self.address}?{urlencode(found, quote_via=quote)}" if found else self.address


def resources() -> dict[str, Any]:
    """The views of the resources by the name in their addresses."""
    return {prefix: view for prefix, view, _ in router.registry}


def value(parameter: dict[str, Any]) -> str:
    """The example of a parameter as it stands in an address."""
    example = parameter["example"]
    return ",".join(map(str, example)) if isinstance(example, list) else str(example)


@cache
def generated() -> dict[str, Any]:
    """The schema as the views say it now."""
    return SchemaGenerator().get_schema(request=None, public=True)


def operations() -> list[Operation]:
    return [
        Operation(
            path,
            {p["name"]: p for p in methods["get"].get("parameters", [])},
            frozenset(map(int, methods["get"]["responses"])),
        )
        for path, methods in generated()["paths"].items()
    ]


def found(body: Any) -> int:
    """How much an answer holds: its count, its total, or its longest list."""
    if not isinstance(body, dict):
        return 1
    for name in ("count", "total"):
        if name in body:
            return body[name]
    return max((len(value) for value in body.values() if isinstance(value, list)), default=1)
