"""The files in which sources are imported, and the file of claims about any row."""

from typing import Any

from django.apps import apps

from imports.checking.columns import Column, PartsColumn, ReferenceColumn
from imports.resources import Edtf, Parts, Route, TableResource, file_columns, table_resource
from sources.choices import ClaimKind, Verdict
from sources.models import Claim, Source

CLAIM_FIELDS = (
    "locator",
    "attributed_to",
    "field",
    "kind",
    "verdict",
    "asserted_value",
    "quote",
    "credibility",
)


def supporting(about: str) -> Parts:
    """A column of sources that support the whole row.

    `about` is the foreign key to the row in the table of claims.
    """
    return Parts(
        "claims",
        about,
        ["source", "locator"],
        help_text="Slugs of sources that support the row, each with the place after a colon: "
        "nato-2025:p. 3|bbc-2025",
        field="",
        kind=ClaimKind.REPORT.value,
        verdict=Verdict.SUPPORTS.value,
        attributed_to="",
        asserted_value="",
    )


SourceTable = table_resource(Source)


class SourceResource(TableResource):
    """One source per row."""

    name = "sources"
    about = "One publication, document or data set that claims are taken from."

    published = Edtf(
        "published_on", "published_precision", help_text="EDTF text: 2025-03-18, 2025-03 or 2025."
    )

    class Meta:
        model = Source
        fields = file_columns(Source)


def claim_tables() -> list[type[Claim]]:
    """The tables of claims of all apps."""
    return [model for model in apps.get_models() if issubclass(model, Claim)]


class ClaimsResource(TableResource):
    """One claim per row, about a row of any table."""

    name = "claims"
    about = (
        "What a source states about a row: “about” is the kind of row, “row” its key; parts of a key are "
        "joined by colons."
    )

    class Meta:
        model = Source
        fields = ()

    @classmethod
    def columns(cls) -> list[Column | PartsColumn]:
        table = claim_tables()[0]
        return _claim_columns(table, table.arc[0])

    @classmethod
    def routes(cls) -> list[Route]:
        """A table for each kind of row that claims can be about; `about` of a link names its app."""
        found = []
        for table in claim_tables():
            for name in table.arc:
                about = name if name != "link" else f"{table.arc[0]}_link"
                found.append(Route(table, _claim_columns(table, name), ("about", about)))
        return found


def _claim_columns(table: type[Claim], about: str) -> list[Column | PartsColumn]:
    field: Any = table._meta.get_field
    return [
        ReferenceColumn("source", field("source")),
        AboutColumn("about", field("kind")),
        RowColumn("row", field(about)),
        *(Column(name, field(name)) for name in CLAIM_FIELDS),
    ]


class RowColumn(ReferenceColumn):
    """The row that a claim is about; required."""

    @property
    def required(self) -> bool:
        return True


class AboutColumn(Column):
    """The column that decides which table a row goes to; it is not stored."""

    fields: list[Any] = []

    def values(self, cell: str, tag: str) -> dict[str, str]:
        return {}

    def bads(self, cell: str, tag: str) -> list[Any]:
        return []
