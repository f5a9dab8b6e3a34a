"""Claims get permanent public ids in place of their primary keys."""

from django.db import migrations

from records.migrations._public_ids import key_of_claim, public_id_operations, slug_of

KEY_OF_CLAIM = key_of_claim(
    actor=slug_of("actors_actor", "actor_id"),
    relationship=slug_of("actors_relationship", "relationship_id"),
)


class Migration(migrations.Migration):
    dependencies = [("actors", "0001_release_0_1")]

    operations = public_id_operations("actors", {"actorclaim": KEY_OF_CLAIM})
