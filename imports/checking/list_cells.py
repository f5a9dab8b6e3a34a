"""Cells that list rows of another table, `a:b|c:d`: how they are read, and how they are written.

A `|` inside of a text is written `\\|`; the last part of an item may hold colons.
"""

from imports.checking.columns import ITEM, PART, PartsColumn, listed, table_of
from imports.checking.targets import Target, make

ITEM_INSIDE = f"\\{ITEM}"


def split(parent: Target, column: PartsColumn, cell: str, name: str) -> Target:
    """The rows that a column of the file lists, as a target of their own."""
    last = len(column.columns)
    parts = [f"split_part(u.item, '{PART}', {number})" for number in range(1, last)]
    parts.append(f"array_to_string((string_to_array(u.item, '{PART}'))[{last}:], '{PART}')")
    cells = ", ".join(f"nullif(btrim({part}), '') AS f{at}" for at, part in enumerate(parts))
    make(
        f"{name}_source",
        f"SELECT i.line, u.pos::int AS pos, btrim(u.item) AS item, {cells} FROM {parent.source} i"
        f" CROSS JOIN LATERAL unnest({_items(cell)}) WITH ORDINALITY u (item, pos)"
        f" WHERE btrim(u.item) <> '' AND {parent.when}",
    )
    return Target(
        name=name,
        model=column.model,
        source=f"{name}_source",
        cells=[(each, f"i.f{at}") for at, each in enumerate(column.columns)],
        parent=parent,
        parent_field=column.parent,
        listed_in=column.name,
        fixed=column.fixed,
    )


def written(item: str) -> str:
    """An item as it stands in a cell."""
    return item.replace(ITEM, ITEM_INSIDE)


def joined(texts: list[str]) -> str:
    """The parts of an item as it stands in a cell; empty ones at the end are left out."""
    while texts and not texts[-1]:
        texts = texts[:-1]
    return written(PART.join(texts))


def listing(column: PartsColumn) -> str:
    """SQL of the rows that belong to the row `r`, as one cell lists them."""
    texts = [f"coalesce({each.shown('p')}, '')" for each in column.columns]
    whole = f"array_to_string(ARRAY[{', '.join(texts)}], '{PART}')"
    # What ends in a colon of its own keeps it.
    text = f"CASE WHEN {texts[-1]} = '' THEN rtrim({whole}, '{PART}') ELSE {whole} END"
    order = text if column.model._meta.auto_created else "p.id"
    fixed = "".join(
        f" AND p.{column.model._meta.get_field(name).column} = {listed([value])}"  # type: ignore[union-attr]
        for name, value in column.fixed.items()
    )
    return (
        f"(SELECT string_agg(replace({text}, '{ITEM}', '{ITEM_INSIDE}'), '{ITEM}' ORDER BY {order})"
        f" FROM {table_of(column.model)} p WHERE p.{column.parent.column} = r.id{fixed})"
    )


def _items(cell: str) -> str:
    """SQL of the items of a cell, as an array."""
    between = f"(?<!\\\\)\\{ITEM}"
    return (
        f"CASE WHEN position('{ITEM_INSIDE}' in {cell}) = 0 THEN string_to_array({cell}, '{ITEM}')"
        f" ELSE ARRAY(SELECT replace(x.item, '{ITEM_INSIDE}', '{ITEM}')"
        f" FROM regexp_split_to_table({cell}, '{between}') WITH ORDINALITY x (item, pos) ORDER BY x.pos) END"
    )
