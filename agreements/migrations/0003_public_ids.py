"""Claims and links get permanent public ids in place of their primary keys."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.functions import RandomUUID
from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models

from records.migrations._public_ids import ids_from, key_of_claim, slug_of

FORMER_IDS = models.Func(
    models.F("former_ids"),
    models.Value(" "),
    function="string_to_array",
    output_field=ArrayField(models.TextField()),
)
KEY_OF_LINK = (
    "jsonb_build_array((SELECT slug FROM agreements_agreement WHERE id = this.source_id),"
    " (SELECT slug FROM agreements_agreement WHERE id = this.target_id), this.kind)"
)
KEY_OF_CLAIM = key_of_claim(
    agreement=slug_of("agreements_agreement", "agreement_id"),
    party="SELECT jsonb_build_array(agreement.slug, actor.slug, party.role)"
    " FROM agreements_agreementparty AS party"
    " JOIN agreements_agreement AS agreement ON agreement.id = party.agreement_id"
    " JOIN actors_actor AS actor ON actor.id = party.actor_id WHERE party.id = this.party_id",
    clause="SELECT jsonb_build_array(agreement.slug, clause.number) FROM agreements_clause AS clause"
    " JOIN agreements_agreement AS agreement ON agreement.id = clause.agreement_id"
    " WHERE clause.id = this.clause_id",
    link="SELECT jsonb_build_array(source.slug, target.slug, link.kind)"
    " FROM agreements_agreementlink AS link"
    " JOIN agreements_agreement AS source ON source.id = link.source_id"
    " JOIN agreements_agreement AS target ON target.id = link.target_id WHERE link.id = this.link_id",
)


class Migration(migrations.Migration):
    dependencies = [("agreements", "0002_proposed_terms")]

    operations = [
        *(
            operation
            for model in ("agreementclaim", "agreementlink")
            for operation in (
                migrations.AddField(
                    model_name=model,
                    name="public_id",
                    field=models.UUIDField(db_default=RandomUUID(), editable=False),
                ),
                migrations.AddField(
                    model_name=model,
                    name="former_ids",
                    field=models.TextField(blank=True, db_default="", default="", editable=False),
                ),
            )
        ),
        ids_from("agreements_agreementclaim", KEY_OF_CLAIM),
        ids_from("agreements_agreementlink", KEY_OF_LINK),
        *(
            operation
            for model in ("agreementclaim", "agreementlink")
            for operation in (
                migrations.AddConstraint(
                    model_name=model,
                    constraint=models.UniqueConstraint(
                        fields=("public_id",), name=f"agreements_{model}_public_id_unique"
                    ),
                ),
                migrations.AddIndex(
                    model_name=model,
                    index=GinIndex(
                        FORMER_IDS,
                        name=f"agreements_{model}_ids",
                        condition=~models.Q(former_ids=""),
                    ),
                ),
            )
        ),
    ]
