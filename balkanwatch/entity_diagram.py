"""The entity diagram of docs/data-model-reference.md, drawn from the models as Mermaid text."""

from collections.abc import Iterator

from django.apps import apps
from django.db.models import Field, ForeignKey, Model

from records.models import Record

DRAWN_APPS = ("sources", "actors", "agreements", "events")


def tables() -> list[type[Model]]:
    return [
        model
        for app in DRAWN_APPS
        for model in apps.get_app_config(app).get_models()
        if not model._meta.proxy
    ]


def diagram() -> str:
    """A Mermaid `erDiagram` of all tables: their own columns, and a line for each foreign key."""
    lines = ["erDiagram"]
    for model in tables():
        lines += [f"    {model.__name__} {{", *_columns(model), "    }"]
    for model in tables():
        lines += _relations(model)
    return "\n".join(lines)


def dictionary() -> str:
    """A Markdown table of fields for every table: name, type, what it holds."""
    return "\n\n".join(_described(model) for model in tables())


def _own_fields(model: type[Model]) -> list[Field]:
    """The fields of a table without its key and, for records, without what all records share."""
    shared = {field.name for field in Record._meta.local_fields} - {"slug"}
    fields = [*model._meta.local_fields, *model._meta.local_many_to_many]
    return [
        field
        for field in fields
        if not field.primary_key and not (issubclass(model, Record) and field.name in shared)
    ]


def _columns(model: type[Model]) -> Iterator[str]:
    for field in _own_fields(model):
        if not field.is_relation:
            yield f"        {_type(field)} {field.name}"


def _relations(model: type[Model]) -> Iterator[str]:
    for field in _own_fields(model):
        if isinstance(field, ForeignKey):
            many, one = "}o", "o|" if field.null else "||"
            other = _name(field)
            yield f'    {model.__name__} {many}--{one} {other} : "{field.name}"'
    for field in model._meta.local_many_to_many:
        yield f'    {model.__name__} }}o--o{{ {_name(field)} : "{field.name}"'


def _described(model: type[Model]) -> str:
    rows = [f"| `{field.name}` | {_type(field)} | {_help(field)} |" for field in _own_fields(model)]
    heading = f"### {model.__name__} (`{model._meta.db_table}`)\n\n{model.__doc__}"
    return "\n".join([heading, "", "| field | type | what it holds |", "|---|---|---|", *rows])


def _type(field: Field) -> str:
    if field.is_relation:
        return f"→ {_name(field)}"
    if field.choices:
        return "choice"
    return field.get_internal_type().removesuffix("Field").lower()


def _name(field: Field) -> str:
    """Name of the table that a field points at."""
    return field.related_model.__name__ if field.related_model else ""


def _help(field: Field) -> str:
    if field.generated:
        return "Computed by the database."
    if field.choices:
        return f"{field.help_text} One of: {', '.join(f'`{key}`' for key, _ in field.choices)}."
    return str(field.help_text) or "Kept by the database."


def written(page: str) -> str:
    """The page with its generated parts, which stand between comments, made anew."""
    for name, text in (
        ("diagram", f"```mermaid\n{diagram()}\n```"),
        ("fields", dictionary()),
    ):
        start, end = f"<!-- generated: {name} -->", f"<!-- end: {name} -->"
        before, _, rest = page.partition(start)
        _, found, after = rest.partition(end)
        if not found:
            raise ValueError(f"The page has no part between “{start}” and “{end}”.")
        page = f"{before}{start}\n\n{text}\n\n{end}{after}"
    return page
