"""The generated parts of docs/data-model-reference.md and docs/importing.md, from models and import columns."""

import csv
import io
from collections.abc import Iterator

from django.db.models import Field, ForeignKey, Model

from balkanwatch.fixtures import models_in_load_order
from imports.pages.file_description import describe_columns, example_rows
from imports.resources import TableResource, known_resources
from records.models import Record


def data_model_page(page: str) -> str:
    """The text of docs/data-model-reference.md with a new entity diagram and new tables of fields."""
    models = models_in_load_order()
    page = _replace_part(page, "diagram", f"```mermaid\n{_diagram(models)}\n```")
    return _replace_part(page, "fields", "\n\n".join(_field_table(model) for model in models))


def importing_page(page: str) -> str:
    """The text of docs/importing.md with a new description of each file; examples come from the database."""
    resources = known_resources()
    names = sorted(resources, key=lambda name: ("_" in name, name))
    files = ["\n".join(_import_file(resources[name])) for name in names]
    return _replace_part(page, "files", "\n\n".join(files))


def _replace_part(page: str, name: str, text: str) -> str:
    """The page with a new text between the comments of this name."""
    start, end = f"<!-- generated: {name} -->", f"<!-- end: {name} -->"
    before, _, rest = page.partition(start)
    _, found, after = rest.partition(end)
    if not found:
        raise ValueError(f"The page has no part between “{start}” and “{end}”.")
    return f"{before}{start}\n\n{text}\n\n{end}{after}"


def _diagram(models: list[type[Model]]) -> str:
    """A Mermaid `erDiagram`: each table with its own columns, and a line for each foreign key."""
    lines = ["erDiagram"]
    for model in models:
        columns = [field for field in _own_fields(model) if not field.is_relation]
        lines += [f"    {model.__name__} {{"]
        lines += [f"        {_type(field)} {field.name}" for field in columns]
        lines += ["    }"]
    for model in models:
        lines += _relations(model)
    return "\n".join(lines)


def _own_fields(model: type[Model]) -> list[Field]:
    """The fields of a table without the primary key and, for records, without the shared ones."""
    shared = {field.name for field in Record._meta.local_fields} - {"slug"}
    fields = [*model._meta.local_fields, *model._meta.local_many_to_many]
    return [
        field
        for field in fields
        if not field.primary_key and not (issubclass(model, Record) and field.name in shared)
    ]


def _relations(model: type[Model]) -> Iterator[str]:
    for field in _own_fields(model):
        if isinstance(field, ForeignKey):
            many, one = "}o", "o|" if field.null else "||"
            yield f'    {model.__name__} {many}--{one} {_target(field)} : "{field.name}"'
    for field in model._meta.local_many_to_many:
        yield f'    {model.__name__} }}o--o{{ {_target(field)} : "{field.name}"'


def _field_table(model: type[Model]) -> str:
    rows = [f"| `{field.name}` | {_type(field)} | {_help(field)} |" for field in _own_fields(model)]
    heading = f"### {model.__name__} (`{model._meta.db_table}`)\n\n{model.__doc__}"
    return "\n".join([heading, "", "| field | type | what it holds |", "|---|---|---|", *rows])


def _type(field: Field) -> str:
    if field.is_relation:
        return f"→ {_target(field)}"
    if field.choices:
        return "choice"
    return field.get_internal_type().removesuffix("Field").lower()


def _target(field: Field) -> str:
    """Name of the model that a foreign key refers to."""
    return field.related_model.__name__ if field.related_model else ""


def _help(field: Field) -> str:
    if field.generated:
        return "Computed by the database."
    if field.choices:
        return f"{field.help_text} One of: {', '.join(f'`{key}`' for key, _ in field.choices)}."
    return str(field.help_text) or "Kept by the database."


def _import_file(resource: type[TableResource]) -> Iterator[str]:
    yield f"### {resource.name}.csv\n\n{resource.about}\n"
    yield "| column | required | meaning | format |\n|---|---|---|---|"
    for column in describe_columns(resource):
        required = "yes" if column.required else ""
        about, format_help = _cell(column.about), _cell(column.format_help)
        yield f"| `{column.name}` | {required} | {about} | {format_help} |"
    names, rows = example_rows(resource)
    if rows:
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows([names, *rows[:1]])
        yield f"\n```csv\n{text.getvalue()}```"


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())
