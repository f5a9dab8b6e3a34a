"""Columns that refer to other rows: references by key or name, and lists of rows that belong to a row."""

from collections.abc import Iterator, Mapping, Sequence

from django.db.models import Model
from django.utils.translation import gettext as _

from imports.checking.columns import CellError, ValueColumn
from imports.checking.sql import (
    PART_SEPARATOR,
    AnyField,
    default_sql,
    has_aliases,
    key_fields,
    key_sql,
    literal,
)
from imports.choices import FaultKind
from records.identifiers import code_example, identifiers_of
from records.models import Record

# Separates the items of a list
ITEM_SEPARATOR = "|"
# In front of each option at the end of an item: `cow:345;preferred=false`
OPTION_SEPARATOR = ";"
# Written with a backslash in front where they are part of a text. The last part may contain colons, and semicolons are
# escaped only in lists with options.
ESCAPED = ("\\", ITEM_SEPARATOR, OPTION_SEPARATOR, PART_SEPARATOR)
# Characters that stand for the escaped ones while a cell is split; no cell contains control characters
STAND_INS = ("\x01", "\x02", "\x03", "\x04")


class ReferenceColumn(ValueColumn):
    """A column that names another row by its key or, with `by_name`, also by a name."""

    def __init__(
        self, name: str, field: AnyField, *, by_name: bool = False, help_text: str = ""
    ) -> None:
        super().__init__(name, field, help_text)
        self.by_name = by_name
        self.target: type[Model] = field.related_model

    @property
    def is_within_table(self) -> bool:
        return self.target._meta.concrete_model is self.field.model._meta.concrete_model

    @property
    def by_code(self) -> bool:
        return identifiers_of(self.target) is not None

    @property
    def uses_remembered_names(self) -> bool:
        return has_aliases(self.target) and issubclass(self.target, Record)

    @property
    def _key_name(self) -> str:
        return PART_SEPARATOR.join(field.name for field in key_fields(self.target))

    @property
    def format_help(self) -> str:
        text = _("%(what)s: its %(key)s")
        if self.by_name:
            text = _("%(what)s: its %(key)s, a code such as %(code)s, or its name")
        elif self.by_code:
            text = _("%(what)s: its %(key)s, or a code such as %(code)s")
        code = code_example(self.target) if self.by_code else ""
        what = self.target._meta.verbose_name
        return text % {"what": what, "key": self._key_name, "code": code}

    def joins(self, cell: str, lookup: str) -> str:
        return f"LEFT JOIN {lookup} ON {lookup}.value = {cell}"

    def values(self, cell: str, lookup: str) -> dict[str, str]:
        return {self.field.column: f"{lookup}.id"}

    def _invalid(self, cell: str, invalid: str, lookup: str) -> list[CellError]:
        candidates = f"(SELECT several FROM {lookup} WHERE value = {cell})"  # noqa: S608 (table and column names of models)
        nearest = f"(SELECT nearest FROM {lookup} WHERE value = {cell})"  # noqa: S608 (table and column names of models)
        found = []
        if self.by_name or self.by_code:
            is_ambiguous = f"{invalid} AND {candidates} <> ''"
            found.append(CellError(FaultKind.AMBIGUOUS, is_ambiguous, candidates))
            invalid += f" AND {candidates} = ''"
        or_name = ", or its name" if self.by_name else ""
        expected = literal(f"{self.target._meta.verbose_name}: {self._key_name}{or_name}")
        if self.by_code:
            holders = f"(SELECT holders FROM {lookup} WHERE value = {cell})"  # noqa: S608 (table and column names of models)
            text = literal(_("a code for the day of the row; this one stands for %s"))
            on_other_days = f"replace({text}, '%s', nullif({holders}, ''))"
            expected = f"coalesce({on_other_days}, {expected})"
        return [*found, CellError(FaultKind.UNKNOWN, invalid, expected, nearest)]

    def export_sql(self, row: str) -> str:
        reference = f"{row}.{self.field.column}"
        key = (
            f"(SELECT {key_sql(self.target, 'target')} FROM {self.target._meta.db_table} target"  # noqa: S608 (table and column names of models)
            f" WHERE target.id = {reference})"
        )
        return f"CASE WHEN {reference} IS NOT NULL THEN {key} END" if self.field.null else key


class ListColumn:
    """A column that lists rows of another table which belong to this row: `a:b|c:d`.

    `parent` is their foreign key to this row, `columns` are the parts of an item, of which the last may
    contain colons, and `fixed` are values that all of them have. `options` are columns that most items leave
    out, because they have their default; they follow the parts as `;name=value`. `lists` are further parts
    that list rows belonging to those. Where `read` and `write` name SQL functions, these read a cell as a
    table of items (`pos`, `item`, parts `f0`, `f1`, …), and write the cell from the key of this row.
    """

    required = False
    is_text = True

    def __init__(
        self,
        name: str,
        model: type[Model],
        parent: str,
        columns: list[ValueColumn],
        *,
        options: Sequence[ValueColumn] = (),
        lists: Sequence["ListColumn"] = (),
        read: str = "",
        write: str = "",
        fixed: Mapping[str, object] | None = None,
        help_text: str = "",
    ) -> None:
        self.name, self.model, self.columns = name, model, [*columns, *options]
        self.options, self.lists, self.read, self.write = options, lists, read, write
        self.parts: list[ValueColumn | ListColumn] = [*columns, *lists]
        self.parent: AnyField = model._meta.get_field(parent)
        self.fixed, self.help_text = fixed or {}, str(help_text)

    @property
    def nested(self) -> Iterator["ListColumn"]:
        """This list and those in its items."""
        yield self
        for inner in self.lists:
            yield from inner.nested

    @property
    def format_help(self) -> str:
        parts = PART_SEPARATOR.join(column.name for column in self.parts)
        parts += "".join(f"[{OPTION_SEPARATOR}{column.name}=…]" for column in self.options)
        text = _("%(parts)s, several separated by %(item)s")
        return text % {"parts": parts, "item": ITEM_SEPARATOR}

    def rows_sql(self, cell: str) -> str:
        """SQL of a table of the items of a cell: `pos`, `item` and their parts, `f0`, `f1`, …"""
        if self.read:
            return f"{self.read}({cell})"
        # In the order of `columns`; the lists come last in both.
        parts, options = self.parts_sql("list.item"), len(self.options)
        first = len(self.parts) - len(self.lists)
        parts = [*parts[:first], *parts[len(parts) - options :], *parts[first : len(self.parts)]]
        cells = ", ".join(f"{part} AS f{at}" for at, part in enumerate(parts))
        item = unescaped_sql("btrim(list.item)")
        return (
            f"(SELECT list.pos, {item} AS item, {cells} FROM unnest({self.items_sql(cell)})"  # noqa: S608 (table and column names of models)
            " WITH ORDINALITY list (item, pos) WHERE btrim(list.item) <> '')"
        )

    def lists_with_cells(self) -> "list[tuple[ListColumn, str]]":
        """The lists within an item, and the SQL of their cells."""
        first = len(self.columns)
        return [(inner, f"file_row.f{first + at}") for at, inner in enumerate(self.lists)]

    def cells_sql(self, row: str) -> str:
        """SQL of the parts that `rows_sql` gives."""
        return ", ".join(f"{row}.f{at}" for at in range(len(self.columns) + len(self.lists)))

    def items_sql(self, cell: str) -> str:
        """SQL of the items of a cell, as an array; escaped characters are replaced by their stand-ins."""
        replaced = cell
        for character, stand_in in zip(ESCAPED, STAND_INS, strict=True):
            replaced = f"replace({replaced}, '\\{character}', '{stand_in}')"
        return (
            f"string_to_array(CASE WHEN position('\\' in {cell}) = 0 THEN {cell} ELSE {replaced} END,"
            f" '{ITEM_SEPARATOR}')"
        )

    def parts_sql(self, item: str) -> list[str]:
        """SQL of the parts and options of an item as `items_sql` gives it: their texts, or NULL where one is empty."""
        options: list[str] = []
        if self.options:
            names = "|".join(column.name for column in self.options)
            at_end = f"((?:{OPTION_SEPARATOR}\\s*(?:{names})\\s*=[^{OPTION_SEPARATOR}]*)*)$"
            options = [
                f"substring(substring({item} from '{at_end}')"
                f" from '{OPTION_SEPARATOR}\\s*{column.name}\\s*=([^{OPTION_SEPARATOR}]*)')"
                for column in self.options
            ]
            item = f"regexp_replace({item}, '{at_end}', '')"
        last = len(self.parts)
        parts = [f"split_part({item}, '{PART_SEPARATOR}', {part})" for part in range(1, last)]
        rest = f"(string_to_array({item}, '{PART_SEPARATOR}'))[{last}:]"
        parts.append(f"array_to_string({rest}, '{PART_SEPARATOR}')")
        return [f"nullif(btrim({unescaped_sql(part)}), '')" for part in [*parts, *options]]

    def export_sql(self, row: str) -> str:
        """SQL of the cell that lists the rows belonging to a row."""
        if self.write:
            return f"{self.write}({row}.id)"
        return f"array_to_string({self.export_items_sql(row)}, '{ITEM_SEPARATOR}')"

    def export_items_sql(self, row: str) -> str:
        """SQL of the items of that cell, as an array sorted by their texts."""
        *parts, last = [f"coalesce({column.export_sql('item')}, '')" for column in self.parts]
        always = [each for each in ESCAPED[:-1] if self.options or each != OPTION_SEPARATOR]
        texts = [_escaped_sql(part, *always, PART_SEPARATOR) for part in parts]
        texts.append(_escaped_sql(last, *always))
        text = f"array_to_string(ARRAY[{', '.join(texts)}], '{PART_SEPARATOR}')"
        if parts:
            # Empty parts at the end are left out, but a last part may itself end with a colon.
            empty = rf"'(?<!\\)((?:\\\\)*){PART_SEPARATOR}+$', '\1'"
            text = f"CASE WHEN {last} = '' THEN regexp_replace({text}, {empty}) ELSE {text} END"
        for column in self.options:
            stored, usual = f"item.{column.field.column}", default_sql(column.field)
            option = f"'{OPTION_SEPARATOR}{column.name}=' || {column.export_sql('item')}"
            text += f" || CASE WHEN {stored} IS DISTINCT FROM {usual} THEN {option} ELSE '' END"
        belongs = [f"item.{self.parent.column} = {row}.id"]
        for name, same in self.fixed.items():
            field: AnyField = self.model._meta.get_field(name)
            belongs.append(f"item.{field.column} = {literal(same)}")
        return (
            f'(SELECT array_agg(listed.item ORDER BY listed.item COLLATE "C") FROM (SELECT {text} AS item'  # noqa: S608 (table and column names of models)
            f" FROM {self.model._meta.db_table} item WHERE {' AND '.join(belongs)}) listed)"
        )


def unescaped_sql(text: str) -> str:
    """SQL of a text of `ListColumn.items_sql` with the characters that the stand-ins stand for."""
    return f"translate({text}, '{''.join(STAND_INS)}', '{''.join(ESCAPED)}')"


def _escaped_sql(text: str, *characters: str) -> str:
    """SQL of a text with a backslash in front of each of these characters."""
    for character in characters:
        text = f"replace({text}, '{character}', '\\{character}')"
    return text


def escape_item(text: str) -> str:
    """An item whose colons separate its parts, as it is written in a list."""
    return text.replace("\\", "\\\\").replace(ITEM_SEPARATOR, f"\\{ITEM_SEPARATOR}")


def list_item(parts: Sequence[str], options: Mapping[str, str | None] | None = None) -> str:
    """An item of a list made of the texts of its parts; empty ones at the end are left out.

    `options` is given for lists with options: their texts by name, or None where one is left out.
    """
    *texts, last = map(escape_item, parts)
    items = [text.replace(PART_SEPARATOR, f"\\{PART_SEPARATOR}") for text in texts] + [last]
    while items and not items[-1]:
        items.pop()
    item = PART_SEPARATOR.join(items)
    if options is None:
        return item
    item = item.replace(OPTION_SEPARATOR, f"\\{OPTION_SEPARATOR}")
    given = (
        f"{OPTION_SEPARATOR}{name}={text}" for name, text in options.items() if text is not None
    )
    return item + "".join(given)
