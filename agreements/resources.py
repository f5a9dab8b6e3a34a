"""The files that agreements, their parties and clauses come in."""

from agreements.models import (
    Agreement,
    AgreementClaim,
    AgreementLink,
    AgreementParty,
    Clause,
    Topic,
    TopicCrosswalk,
)
from imports.resources import Edtf, RowList, TableResource, table_resource
from sources.resources import CLAIM_FIELDS, supporting

TopicTable = table_resource(Topic, "code", "label", "definition", "parent")
TopicCrosswalkTable = table_resource(TopicCrosswalk, "term", "scheme", "code", "match")
AgreementTable = table_resource(
    Agreement,
    "slug",
    "kind",
    "title",
    "short_title",
    "status",
    "bindingness",
    "open_to_accession",
    "bloc",
    "summary",
    "signed_on",
    "signed_precision",
    "in_force_on",
    "terminated_on",
    "text_status",
    "text_url",
    "note",
)
AgreementPartyTable = table_resource(
    AgreementParty,
    "agreement",
    "actor",
    "role",
    "status",
    "status_on",
    "status_precision",
    "signatory",
    "signatory_capacity",
    "reservation",
)
CLAUSE = (
    "agreement",
    "number",
    "heading",
    "text",
    "text_basis",
    "commitment",
    "strength",
    "activation",
    "topics",
    "concerns",
)
ClauseTable = table_resource(Clause, *CLAUSE)
AgreementLinkTable = table_resource(AgreementLink, "source", "kind", "target")
AgreementClaimTable = table_resource(AgreementClaim, "source", *AgreementClaim.arc, *CLAIM_FIELDS)


class AgreementResource(TableResource):
    """One agreement a row, with its parties."""

    name = "agreements"
    about = "One agreement with its parties and its sources."

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
        ],
        help_text="Actor, role, status, since when, who signed, in which office: "
        "albania:party:signed:2025-03-18|croatia:party:signed",
    )
    sources = supporting("agreement")

    model = Agreement
    fields = (
        "slug",
        "kind",
        "title",
        "short_title",
        "status",
        "bindingness",
        "open_to_accession",
        "bloc",
        "summary",
        "signed",
        "in_force_on",
        "terminated_on",
        "text_status",
        "text_url",
        "parties",
        "sources",
        "note",
    )


class ClauseResource(TableResource):
    """One clause a row, with its topics."""

    name = "clauses"
    about = "One clause of an agreement with its topics, the actors it concerns, and its sources."

    sources = supporting("clause")

    model = Clause
    fields = (*CLAUSE, "sources")
