"""Claims and links get permanent public ids in place of their primary keys."""

from django.db import migrations

from records.migrations._public_ids import key_of_claim, key_of_link, public_id_operations, slug_of

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

    operations = public_id_operations(
        "agreements", {"agreementclaim": KEY_OF_CLAIM, "agreementlink": key_of_link("agreements_agreement")}
    )
