"""The files in which agreements, their parties and clauses are imported."""

from agreements import models
from imports.resources import Edtf, RowList, TableResource, table_resource
from sources.resources import CLAIM_FIELDS, CODE_FIELDS, codes_of, supporting

TopicTable = table_resource(models.Topic)
TopicCrosswalkTable = table_resource(models.TopicCrosswalk, "term", "scheme", "code", "match")
AgreementTable = table_resource(models.Agreement)
AgreementPartyTable = table_resource(models.AgreementParty)
ClauseTable = table_resource(models.Clause)
AgreementLinkTable = table_resource(models.AgreementLink)
AgreementIdentifierTable = table_resource(models.AgreementIdentifier, "agreement", *CODE_FIELDS)
AgreementClaimTable = table_resource(
    models.AgreementClaim, "source", *models.AgreementClaim.arc, *CLAIM_FIELDS
)


class AgreementResource(TableResource):
    """One agreement per row, with its parties."""

    name = "agreements"
    about = "One agreement with its parties and sources."

    signed = Edtf("signed_on", "signed_precision", help_text="EDTF text of the day of signature.")
    parties = RowList(
        "parties",
        "agreement",
        [
            "actor",
            "role",
            "status",
            Edtf("status_on", "status_precision"),
            "signatory",
            "signatory_capacity",
            "reservation",
        ],
        help_text="Actor, role, status, date of the status, signatory, office of the signatory, reservation: "
        "albania:party:signed:2025-03-18|croatia:party:signed",
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
