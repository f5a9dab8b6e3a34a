"""Cells that list rows of another table, `a:b|c:d`: how they are read, and how they are written.

A `|` inside of a text is written `\\|`; the last part of an item may hold colons.
"""

from imports.checking.columns import ITEM, PART, PartsColumn, listed, table_of
from imports.checking.targets import Target, make
from records.sql import sql_file

ITEM_INSIDE = f"\\{ITEM}"


def split(parent: Target, column: PartsColumn, cell: str, name: str) -> Target:
    """The rows that a column of the file lists, as a target of their own."""
    last = len(column.columns)
    parts = [f"split_part(listed.item, '{PART}', {number})" for number in range(1, last)]
    parts.append(f"array_to_string((string_to_array(listed.item, '{PART}'))[{last}:], '{PART}')")
    make(
        f"{name}_source",
        sql_file(
            "imports/items_of_cells",
            cells=[f"nullif(btrim({part}), '') AS f{at}" for at, part in enumerate(parts)],
            source=parent.source,
            items=sql_file(
                "imports/split_cell",
                cell=cell,
                separator=ITEM,
                escaped=ITEM_INSIDE,
                pattern=f"(?<!\\\\)\\{ITEM}",
            ),
            condition=parent.when,
        ),
    )
    return Target(
        name=name,
        model=column.model,
        source=f"{name}_source",
        cells=[(each, f"incoming.f{at}") for at, each in enumerate(column.columns)],
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
    """SQL of the rows that belong to the row `exported`, as one cell lists them."""
    texts = [f"coalesce({each.shown('part')}, '')" for each in column.columns]
    whole = f"array_to_string(ARRAY[{', '.join(texts)}], '{PART}')"
    # What ends in a colon of its own keeps it.
    text = f"CASE WHEN {texts[-1]} = '' THEN rtrim({whole}, '{PART}') ELSE {whole} END"
    fixed = "".join(
        f" AND part.{column.model._meta.get_field(name).column} = {listed([value])}"  # type: ignore[union-attr]
        for name, value in column.fixed.items()
    )
    return sql_file(
        "imports/listed_rows",
        text=text,
        separator=ITEM,
        escaped=ITEM_INSIDE,
        order=text if column.model._meta.auto_created else "part.id",
        table=table_of(column.model),
        parent=str(column.parent.column),
        fixed=fixed,
    )
