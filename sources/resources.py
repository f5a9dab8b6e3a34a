"""The files in which sources are imported, and the file of claims about any row."""

from django.apps import apps
from django.utils.translation import gettext as _
from import_export.fields import Field

from imports.cells import CellWidget, Edtf, RowList
from imports.checking.columns import CellError, ValueColumn, one_of_help
from imports.checking.id_columns import id_or_field_column
from imports.checking.related_columns import ReferenceColumn
from imports.checking.sql import AnyField, literal
from imports.resources import AnyColumn, TableResource, TableRoute, rows_order, table_resource
from records.models import own_fields
from records.public_ids import PUBLIC_ID_FIELDS
from sources.choices import ClaimKind, Verdict
from sources.models import Claim, Source, SourceIdentifier

# What a claim says, apart from its source and its row, and its ids
CLAIM_FIELDS = (*(name for name in own_fields(Claim) if name != "source"), *PUBLIC_ID_FIELDS)

# What a code says, apart from the record that it stands for
CODE_FIELDS = ("scheme", "value", "preferred", "valid_from", "valid_to")


def supporting(about: str) -> RowList:
    """A column of sources that support the whole row.

    `about` is the foreign key to the row in the table of claims.
    """
    return RowList(
        "claims",
        about,
        ["source", "locator"],
        help_text="Slugs of sources that support the row, each with the place after a colon: "
        "nato-2025:p. 3|bbc-2025",
        fixed={
            "field": "",
            "kind": ClaimKind.REPORT.value,
            "verdict": Verdict.SUPPORTS.value,
            "attributed_to": "",
            "asserted_value": "",
        },
    )


def codes_of(owner: str, example: str) -> RowList:
    """A column of the codes that a record has in other systems; `owner` is the foreign key to the record."""
    return RowList(
        "identifiers",
        owner,
        ["scheme", "value"],
        options=["preferred", "valid_from", "valid_to"],
        help_text=f"Scheme and code: {example}; with ;preferred=false where it is a further code of "
        "its scheme, or means another record first; perhaps with ;valid_from=1945-10-24 and ;valid_to=",
    )


SourceTable = table_resource(Source)
SourceIdentifierTable = table_resource(SourceIdentifier, "source", *CODE_FIELDS)


class SourceResource(TableResource):
    """One source per row."""

    name = "sources"
    about = "One publication, document or data set that claims are taken from."

    published = Edtf(
        "published_on", "published_precision", help_text="EDTF text: 2025-03-18, 2025-03 or 2025."
    )
    identifiers = codes_of("source", "doi:10.1080/03050629908434958|isbn:9780198278719")

    class Meta:
        model = Source


def claim_tables() -> list[type[Claim]]:
    """The tables of claims of all apps."""
    return [model for model in apps.get_models() if issubclass(model, Claim)]


class ClaimsResource(TableResource):
    """One claim per row, about a row of any table."""

    name = "claims"
    about = (
        "What one source states about one row: “about” is the type of the row, “row” is its key, "
        "with parts separated by colons where the key has several."
    )

    row_type = Field(column_name="about")
    row = Field()

    class Meta:
        model = Claim
        fields = ("source", "row_type", "row", *CLAIM_FIELDS)

    def get_queryset(self) -> list[Claim]:
        return [
            claim
            for table in claim_tables()
            for about in table.arc
            for claim in table.objects.exclude(**{about: None}).order_by(
                *rows_order(table, _claim_order(about))
            )
        ]

    def dehydrate_row_type(self, claim: Claim) -> str:
        return _code(type(claim), claim.about)

    def dehydrate_row(self, claim: Claim) -> str:
        return CellWidget().render(getattr(claim, claim.about))

    @classmethod
    def columns(cls) -> list[AnyColumn]:
        table = claim_tables()[0]
        return _claim_columns(table, next(iter(table.arc)))

    @classmethod
    def routes(cls) -> list[TableRoute]:
        """A table for each type of row that claims can be about; links are told apart by their app."""
        return [
            TableRoute(
                table,
                _claim_columns(table, about),
                ("about", _code(table, about)),
                _claim_order(about),
            )
            for table in claim_tables()
            for about in table.arc
        ]


def _claim_order(about: str) -> tuple[str, ...]:
    """Fields by which claims about rows of one type are sorted: by the row, then by who says what."""
    return (about, "source", *Claim.STATEMENT)


def _code(table: type[Claim], about: str) -> str:
    """The type of a row that claims of a table are about, as files write it."""
    return f"{next(iter(table.arc))}_link" if about == "link" else about


def _claim_columns(table: type[Claim], about: str) -> list[AnyColumn]:
    field = table._meta.get_field
    return [
        ReferenceColumn("source", field("source")),
        AboutColumn("about", field("kind"), _code(table, about)),
        RowColumn(
            "row",
            field(about),
            help_text="Key of the row that the claim is about, as its own file writes it.",
        ),
        *(id_or_field_column(name, field(name)) for name in CLAIM_FIELDS),
    ]


class RowColumn(ReferenceColumn):
    """The row that a claim is about. It is required, although its foreign key is one of an arc."""

    required = True

    @property
    def format_help(self) -> str:
        return _(
            "A slug, or the parts of the key separated by colons, such as event:actor:role:toward"
        )


class AboutColumn(ValueColumn):
    """The column that selects the table that a row of the file is written to; it writes no field."""

    required = True
    is_text = False
    fields = ()

    def __init__(self, name: str, field: AnyField, code: str) -> None:
        super().__init__(name, field, _("Type of the row that the claim is about."))
        self.code = code

    @property
    def format_help(self) -> str:
        return one_of_help([_code(table, about) for table in claim_tables() for about in table.arc])

    def export_sql(self, row: str) -> str:
        return literal(self.code)

    def values(self, cell: str, lookup: str) -> dict[str, str]:
        return {}

    def cell_errors(self, cell: str, lookup: str) -> list[CellError]:
        return []
