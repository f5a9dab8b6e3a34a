"""Claims get permanent public ids in place of their primary keys."""

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


class Migration(migrations.Migration):
    dependencies = [("actors", "0001_release_0_1")]

    operations = [
        migrations.AddField(
            model_name="actorclaim",
            name="public_id",
            field=models.UUIDField(db_default=RandomUUID(), editable=False),
        ),
        migrations.AddField(
            model_name="actorclaim",
            name="former_ids",
            field=models.TextField(blank=True, db_default="", default="", editable=False),
        ),
        ids_from(
            "actors_actorclaim",
            key_of_claim(
                actor=slug_of("actors_actor", "actor_id"),
                relationship=slug_of("actors_relationship", "relationship_id"),
            ),
        ),
        migrations.AddConstraint(
            model_name="actorclaim",
            constraint=models.UniqueConstraint(
                fields=("public_id",), name="actors_actorclaim_public_id_unique"
            ),
        ),
        migrations.AddIndex(
            model_name="actorclaim",
            index=GinIndex(
                FORMER_IDS, name="actors_actorclaim_ids", condition=~models.Q(former_ids="")
            ),
        ),
    ]
