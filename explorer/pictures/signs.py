"""Signs that all pictures share: the shape of an event, and how its day is known."""

from collections.abc import Mapping
from typing import Any

from events.choices import Modality

# Shape by the first part of the code of the event's type; all others are circles
SHAPES = {"treaty": "square", "statement": "diamond", "force": "triangle", "military": "triangle"}
NOT_REAL = frozenset(
    {Modality.ANNOUNCED, Modality.PLANNED, Modality.ALLEGED, Modality.HYPOTHETICAL, Modality.DENIED}
)

_SHAPES = {
    "square": "M-5.5-5.5H5.5V5.5H-5.5Z",
    "diamond": "M0-7.5L7.5 0L0 7.5L-7.5 0Z",
    "triangle": "M0-7L7 5.5H-7Z",
    "circle": "M-6 0A6 6 0 1 1 6 0A6 6 0 1 1-6 0Z",
}

# Colours on a light page, as attributes, so that a file on its own has them; the style sheet has those on a dark one
COLOURS = {
    "adriatic": "#0a5fa8",
    "serbia-hungary": "#a8430b",
    "west": "#5a3fa3",
    "east": "#8b1d5c",
    "others": "#4b651c",
}
INK, MUTE, LINE, PAGE, AGAINST = "#14181c", "#545b64", "#d3d8de", "#ffffff", "#8a5300"


def shape_of(event: Mapping[str, Any]) -> str:
    return SHAPES.get(event["type"]["code"].partition(".")[0], "circle")


def outline_of(event: Mapping[str, Any]) -> str:
    """How the day of an event is known: `day`, `imprecise`, or `not-real` if it has not happened for certain."""
    if event["modality"] in NOT_REAL:
        return "not-real"
    is_exact = event["date_precision"] == "day" and not event["date_qualifier"]
    return (
        "day"
        if is_exact and (event["is_span"] or event["date_from"] == event["date_to"])
        else "imprecise"
    )


def glyph(shape: str, outline: str, colour: str, x: float, y: float) -> str:
    """The SVG of an event: filled if its day is stated, with a bar if not exact, with a dot if it is only said."""
    path = _SHAPES[shape]
    ink = COLOURS[colour]
    at = f'<g transform="translate({x:g} {y:g})">'
    if outline == "day":
        return f'{at}<path d="{path}" class="fill-{colour}" fill="{ink}"/></g>'
    dashes = ' stroke-dasharray="2.5 2"' if outline == "inferred" else ""
    width = 1 if outline == "not-real" else 1.8
    inside = {
        "imprecise": f'<path d="M-3 0H3" class="stroke-{colour}" stroke="{ink}" stroke-width="2"/>',
        "not-real": f'<circle r="1.8" class="fill-{colour}" fill="{ink}"/>',
    }
    return (
        f'{at}<path d="{path}" class="page-fill stroke-{colour}" fill="{PAGE}" stroke="{ink}"'
        f' stroke-width="{width}"{dashes}/>{inside.get(outline, "")}</g>'
    )
