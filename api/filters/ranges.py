"""Limits of the same thing that no value can meet at once: `date__gte` beyond `date__lte`."""

from typing import Any

from api.errors import ParameterError

LOWER, UPPER = "__gte", "__lte"


def range_errors(values: dict[str, Any]) -> list[ParameterError]:
    """Faults of pairs of limits, the lower of which lies beyond the upper one; by cleaned values."""
    return [
        ParameterError(
            stem + UPPER, "conflict", f"This lies before `{stem}{LOWER}`: nothing can be both."
        )
        for stem, lower, upper in _pairs(values)
        if lower > upper
    ]


def _pairs(values: dict[str, Any]) -> list[tuple[str, Any, Any]]:
    stems = [name.removesuffix(LOWER) for name in values if name.endswith(LOWER)]
    pairs = [(stem, values[stem + LOWER], values.get(stem + UPPER)) for stem in stems]
    return [pair for pair in pairs if None not in pair]
