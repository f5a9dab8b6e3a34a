"""The files in which agreements, their parties and clauses are imported."""

from collections.abc import Sequence

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements import models
from agreements.choices import PartyStatus
from agreements.standing import fetch_standing
from imports.applying.writing import trial_rows
from imports.cells import CellField, Edtf, RowList
from imports.checking.checks import FAULTS, add_fault
from imports.checking.columns import CellError, ValueColumn
from imports.checking.plan import ImportPlan
from imports.checking.sql import AnyField, fetch_rows, literal, literals
from imports.choices import FaultKind
from imports.resources import DerivedCell, TableResource, table_resource
from sources.resources import CLAIM_FIELDS, CODE_FIELDS, codes_of, supporting

ACTIONS = RowList(
    "actions",
    "party",
    [
        "kind",
        Edtf("happened_on", "happened_precision"),
        Edtf("effective_on", "effective_precision"),
        "text",
        RowList("representatives", "action", ["person", "office"]),
    ],
    read="read_actions",
    write="actions_text",
    help_text="What the party did: action, date, person, office, several separated by semicolons; "
    "the day of effect after “>”, a text in brackets: signed:1996-09-24;withdrawn:2023-05-10>2023-11-02",
)
# Columns of files with one status per party
OLD_COLUMNS = (
    "status",
    "status_on",
    "status_precision",
    "signatory",
    "signatory_capacity",
    "reservation",
)

TopicTable = table_resource(models.Topic)
TopicCrosswalkTable = table_resource(models.TopicCrosswalk, "term", "scheme", "code", "match")
PartyActionTable = table_resource(models.PartyAction)
RepresentativeTable = table_resource(models.Representative)
ClauseTable = table_resource(models.Clause)
AgreementLinkTable = table_resource(models.AgreementLink)
AgreementIdentifierTable = table_resource(models.AgreementIdentifier, "agreement", *CODE_FIELDS)
AgreementClaimTable = table_resource(
    models.AgreementClaim, "source", *models.AgreementClaim.arc, *CLAIM_FIELDS
)


class AgreementTable(TableResource):
    """One agreement per row, column by column."""

    name = "agreements_agreement"
    about = str(models.Agreement.__doc__)
    # These dates were days.
    derived = {
        f"{date}_precision": DerivedCell("precision_of_day", (f"{date}_on",), (f"{date}_on",))
        for date in ("in_force", "terminated")
    }

    class Meta:
        model = models.Agreement


class StandingColumn(ValueColumn):
    """A part of the standing of a party today. It is exported, and compared with the actions when imported."""

    is_text = False
    required = False
    fields: Sequence[AnyField] = ()

    @property
    def format_help(self) -> str:
        if self.name == "status":
            return _("As exported: one of %(codes)s. It must follow from the actions.") % {
                "codes": ", ".join(PartyStatus.values)
            }
        return _("As exported")

    def values(self, cell: str, lookup: str) -> dict[str, str]:
        return {}

    def cell_errors(self, cell: str, lookup: str) -> list[CellError]:
        if self.name != "status":
            return []
        unknown = f"{cell} NOT IN ({literals(PartyStatus.values)})"
        return [CellError(FaultKind.CODE, unknown, literal(", ".join(PartyStatus.values)))]

    def export_sql(self, row: str) -> str:
        return f"((party_standing({row}.id, current_date)).{self.name})::text"


class StandingCell(CellField):
    """Declares a column with a part of the standing of a party today."""

    def make_column(self, model: type[Model], name: str) -> StandingColumn:
        return StandingColumn(name, model._meta.get_field("role"), self.help_text)

    def export(self, instance: Model, **kwargs: object) -> str:
        value = fetch_standing(instance.pk, timezone.localdate())[str(self.attribute)]
        return "" if value is None else str(value)


class AgreementPartyTable(TableResource):
    """One party per row, with its actions."""

    name = "agreements_agreementparty"
    about = str(models.AgreementParty.__doc__)
    derived = {
        "actions": DerivedCell(
            "action_of_status", ("agreement", "actor", "role", *OLD_COLUMNS), OLD_COLUMNS
        )
    }

    actions = ACTIONS
    status = StandingCell("status", help_text="How far it is bound today.")
    status_on = StandingCell(
        "status_on", help_text="Since when, or the first day of the stated month or year."
    )
    status_precision = StandingCell("status_precision", help_text="How exact that day is.")

    class Meta:
        model = models.AgreementParty
        fields = (
            "agreement",
            "actor",
            "role",
            "actions",
            "status",
            "status_on",
            "status_precision",
        )

    @classmethod
    def check_rows(cls, plan: ImportPlan) -> None:
        """A status that does not follow from the actions of its party is a fault."""
        if "status" not in plan.names or plan.only or not plan.targets:
            return
        given, parties = plan.cell("status"), plan.targets[0]
        if fetch_rows(f"SELECT 1 FROM {FAULTS} LIMIT 1"):  # noqa: S608 (our own table)
            return
        with trial_rows(plan.written_targets) as are_written:
            wrong = are_written and fetch_rows(
                f"SELECT file_row.line, {given}, standing.status FROM {parties.source} file_row"  # noqa: S608 (our own tables)
                f" JOIN {parties.final_table} party ON party.line = file_row.line"
                " CROSS JOIN LATERAL party_standing(party.id, current_date) standing"
                f" WHERE {given} <> standing.status AND NOT EXISTS"
                # An undated action counts on no day, and contradicts none.
                " (SELECT FROM agreements_partyaction action WHERE action.party_id = party.id"
                f" AND action.kind = {given} AND action.happened_on IS NULL AND action.effective_on IS NULL)"
            )
        for line, status, found in wrong or ():
            expected = _("The actions of this party make it “%(status)s” today.")
            add_fault(line, FaultKind.RULE, "status", status, expected % {"status": found})


class AgreementResource(TableResource):
    """One agreement per row, with its parties."""

    name = "agreements"
    about = "One agreement with its parties and sources."

    signed = Edtf("signed_on", "signed_precision", help_text="EDTF text of the day of signature.")
    in_force_on = Edtf(
        "in_force_on", "in_force_precision", help_text="EDTF text of the day of entry into force."
    )
    terminated_on = Edtf(
        "terminated_on",
        "terminated_precision",
        help_text="EDTF text of the first day on which it was no longer in force.",
    )
    parties = RowList(
        "parties",
        "agreement",
        ["actor", "role", ACTIONS],
        help_text="Actor, role, and its actions: each with date, person and office, separated by "
        "semicolons: albania:party:signed:2025-03-18|russia:party:signed:1996-09-24;withdrawn:2023-11-02",
    )
    identifiers = codes_of("agreement", "unts:541|atop:3180")
    sources = supporting("agreement")

    class Meta:
        model = models.Agreement


class ClauseResource(TableResource):
    """One clause per row, with its topics."""

    name = "clauses"
    about = "One clause of an agreement with its topics, the actors it concerns, and its sources."

    sources = supporting("clause")

    class Meta:
        model = models.Clause
