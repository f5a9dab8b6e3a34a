"""How a ladder is drawn: a gutter beside each row of a page, and the whole as one SVG file."""

from collections.abc import Iterator

from explorer.pages.dates_in_words import in_words
from explorer.pictures.blocs import COLUMNS
from explorer.pictures.drawing import document, line, words, wrap
from explorer.pictures.ladder import Branch, Ladder, LadderRow
from explorer.pictures.signs import AGAINST, COLOURS, LINE, MUTE, glyph

# Pixels between trunks, and between the columns of blocs
LANE, COLUMN = 11, 34
# Where the sign of a row stands, and where its trunk begins below it
SIGN, BELOW = 13, 27
# More trunks than this share the last lane on a narrow screen
NARROW_LANES = 5


class Gutter:
    """Positions in a gutter: trunks at the left, then a column for each bloc, or one for all on narrow screens."""

    def __init__(self, lanes: int, *, wide: bool) -> None:
        self._lanes = lanes if wide else min(lanes, NARROW_LANES)
        self._wide = wide
        self.width = self._columns() + (COLUMN * len(COLUMNS) if wide else 20)

    def _columns(self) -> int:
        return 8 + LANE * self._lanes

    def lane(self, number: int) -> int:
        return 6 + LANE * min(number, self._lanes - 1)

    def column(self, number: int) -> float:
        return self._columns() + (COLUMN * (number + 0.5) if self._wide else 10)

    def columns(self) -> list[float]:
        return [self.column(number) for number in range(len(COLUMNS))] if self._wide else []


def gutter_svg(row: LadderRow, lanes: int, *, wide: bool) -> str:
    """The gutter beside one row; its height follows the text, so lines that go on end at 102 %."""
    gutter = Gutter(lanes, wide=wide)
    kind = "wide" if wide else "narrow"
    parts = "".join(_row_parts(row, gutter, 0, "102%"))
    return f'<svg class="gutter {kind}" width="{gutter.width}" aria-hidden="true" focusable="false">{parts}</svg>'


def _row_parts(row: LadderRow, gutter: Gutter, top: float, bottom: str) -> Iterator[str]:
    sign = top + SIGN
    at = gutter.column(row.column)
    for x in gutter.columns():
        yield f'<line x1="{x:g}" y1="{top:g}" x2="{x:g}" y2="{bottom}" stroke="{LINE}" class="stroke-line"/>'
    for lane, colour in row.passing:
        yield _trunk(gutter.lane(lane), top, bottom, colour)
    levels = {branch: sign + 4 * place for place, branch in enumerate(row.arriving)}
    for lane, colour in row.ending:
        ends = [level for branch, level in levels.items() if branch.lane == lane]
        yield _trunk(gutter.lane(lane), top, f"{max(ends, default=sign):g}", colour)
    for branch, level in levels.items():
        yield _arrow(branch, gutter.lane(branch.lane), at - 9, level)
    if row.starts is not None:
        colour, x, below = row.bloc.code, gutter.lane(row.starts), top + BELOW
        yield (
            f'<path d="M{at:g} {sign + 8:g}V{below:g}H{x}" fill="none" stroke="{COLOURS[colour]}"'
            f' class="stroke-{colour}" stroke-width="1.5"/>'
        )
        yield _trunk(x, below, bottom, colour)
    if row.contradicts:
        for x in (at - 2, at + 2):
            yield f'<path d="M{x:g} {sign + 9:g}v6" stroke="{AGAINST}" class="stroke-against" stroke-width="1.5"/>'
    yield glyph(row.shape, row.outline, row.bloc.code, at, sign)


def _arrow(branch: Branch, start: float, end: float, y: float) -> str:
    dots = ' stroke-dasharray="1.5 3"' if branch.weak else ""
    ink = COLOURS[branch.colour]
    head = f"M{end - 5:g} {y - 3:g}L{end:g} {y:g}L{end - 5:g} {y + 3:g}Z"
    return (
        f'<path d="M{start} {y:g}H{end:g}" fill="none" stroke="{ink}" class="stroke-{branch.colour}"'
        f' stroke-width="1.5"{dots}/><path d="{head}" fill="{ink}" class="fill-{branch.colour}"/>'
    )


def _trunk(x: float, top: float, bottom: str, colour: str) -> str:
    return (
        f'<line x1="{x:g}" y1="{top:g}" x2="{x:g}" y2="{bottom}" stroke="{COLOURS[colour]}"'
        f' class="stroke-{colour}" stroke-width="1.5"/>'
    )


def ladder_svg(ladder: Ladder, title: str, description: str, footnote: str) -> str:
    """The whole ladder as a file of its own, with rows of equal height."""
    gutter = Gutter(ladder.lanes, wide=True)
    left, text, height = 190.0, 200.0 + gutter.width, 54
    width = text + 560
    parts = [words(24, 40, title, size=22, bold=True)]
    y = 66.0
    for part in wrap(description, width - 48):
        parts.append(words(24, y, part, fill=MUTE))
        y += 20
    y += 20
    for number, bloc in enumerate(COLUMNS):
        x = left + gutter.column(number)
        parts.append(
            f'<text transform="translate({x:g} {y + 60:g}) rotate(-40)" font-size="12" font-weight="700"'
            f' fill="{COLOURS[bloc.code]}">{bloc.label}</text>'
        )
    y += 70
    for row in ladder.rows:
        for nth, part in enumerate(wrap(in_words(row.event["date"]), left - 24, 12)):
            parts.append(words(left - 14, y + 17 + 14 * nth, part, size=12, anchor="end"))
        drawn = "".join(_row_parts(row, gutter, y, f"{y + height:g}"))
        parts.append(f'<g transform="translate({left:g} 0)">{drawn}</g>')
        for nth, part in enumerate(wrap(row.event["title"], 540, most=2)):
            parts.append(words(text, y + 18 + 17 * nth, part))
        if row.gap:
            parts.append(words(text, y + 2, row.gap, size=11, fill=MUTE))
        parts.append(line(text, y + height - 6, width - 24, y + height - 6))
        y += height
    for part in wrap(footnote, width - 48, 12, most=4):
        y += 18
        parts.append(words(24, y, part, size=12, fill=MUTE))
    return document(width, y + 24, title, description, parts)
