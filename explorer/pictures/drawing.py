"""SVG as text: presentation attributes only, so that a file looks the same inline, as an image, and when edited."""

from collections.abc import Iterable, Sequence
from html import escape

from explorer.pictures.signs import INK, LINE, MUTE, PAGE

FONT = 'font-family="Segoe UI, Helvetica Neue, Arial, Noto Sans, Liberation Sans, DejaVu Sans, sans-serif"'
# Width of an average character of the font, as a share of its size
CHARACTER = 0.53


def document(
    width: float, height: float, title: str, description: str, parts: Iterable[str]
) -> str:
    """An SVG file with a title and a description for those who cannot see it."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}"'
        f' viewBox="0 0 {width:g} {height:g}" role="img" {FONT} font-size="14" fill="{INK}">'
        f"<title>{escape(title)}</title><desc>{escape(description)}</desc>"
        f'<rect width="{width:g}" height="{height:g}" fill="{PAGE}"/>{"".join(parts)}</svg>'
    )


def message(text: str) -> str:
    """A picture that is a line of text."""
    return document(720, 60, text, text, [words(16, 36, text)])


def words(
    x: float,
    y: float,
    text: str,
    *,
    size: float = 14,
    fill: str = INK,
    anchor: str = "start",
    bold: bool = False,
    italic: bool = False,
) -> str:
    """A line of text with its baseline at y."""
    more = f' text-anchor="{anchor}"' if anchor != "start" else ""
    more += ' font-weight="700"' if bold else ""
    more += ' font-style="italic"' if italic else ""
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{size:g}" fill="{fill}"{more}>{escape(text)}</text>'
    )


def line(
    x1: float,
    y1: float,
    x2: float,
    y2: float,
    *,
    stroke: str = LINE,
    width: float = 1,
    dots: bool = False,
) -> str:
    dashes = ' stroke-dasharray="1.5 3"' if dots else ""
    return (
        f'<line x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}" stroke="{stroke}"'
        f' stroke-width="{width:g}"{dashes}/>'
    )


def wrap(text: str, width: float, size: float = 14, most: int = 6) -> list[str]:
    """The text in lines that fit the width, as far as the width of characters can be guessed; at most so many."""
    limit = max(4, int(width / (size * CHARACTER)))
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= limit:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1][: limit - 1]}…"]
    return lines


def table(
    title: str,
    lead: str,
    header: Sequence[str],
    rows: Iterable[Sequence[tuple[str, str]]],
    widths: Sequence[float],
    footnote: str = "",
) -> str:
    """A table as a picture. A cell is its text and its colour, empty for the ordinary one."""
    total = sum(widths) + 48
    parts = [words(24, 40, title, size=22, bold=True)]
    y = 66.0
    for text in wrap(lead, total - 48, most=4):
        parts.append(words(24, y, text, fill=MUTE))
        y += 20
    y += 14
    parts += _cells(header, widths, y, bold=True)
    y += 12 + 18 * (max(len(wrap(t, w - 12)) for t, w in zip(header, widths, strict=True)) - 1)
    parts.append(line(24, y, total - 24, y, stroke=INK, width=2))
    for row in rows:
        y += 22
        parts += _cells([text for text, _ in row], widths, y, fills=[fill for _, fill in row])
        y += 12 + 18 * (
            max(
                1,
                *(
                    len(wrap(text, width - 12))
                    for (text, _), width in zip(row, widths, strict=True)
                ),
            )
            - 1
        )
        parts.append(line(24, y, total - 24, y))
    for text in wrap(footnote, total - 48, 12, most=4):
        y += 18
        parts.append(words(24, y + 8, text, size=12, fill=MUTE))
    return document(total, y + 32, title, lead, parts)


def _cells(
    texts: Sequence[str],
    widths: Sequence[float],
    y: float,
    *,
    bold: bool = False,
    fills: Sequence[str] = (),
) -> list[str]:
    parts, x = [], 24.0
    for number, (text, width) in enumerate(zip(texts, widths, strict=True)):
        fill = (fills[number] if fills else "") or INK
        for nth, part in enumerate(wrap(text, width - 12)):
            parts.append(words(x, y + 18 * nth, part, bold=bold, fill=fill))
        x += width
    return parts
