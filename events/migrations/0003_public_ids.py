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
    "jsonb_build_array((SELECT slug FROM events_event WHERE id = this.source_id),"
    " (SELECT slug FROM events_event WHERE id = this.target_id), this.kind)"
)
KEY_OF_CLAIM = key_of_claim(
    event=slug_of("events_event", "event_id"),
    participation="SELECT jsonb_build_array(event.slug, actor.slug, part.role, toward.slug)"
    " FROM events_participation AS part"
    " JOIN events_event AS event ON event.id = part.event_id"
    " JOIN actors_actor AS actor ON actor.id = part.actor_id"
    " LEFT JOIN actors_actor AS toward ON toward.id = part.toward_id"
    " WHERE part.id = this.participation_id",
    link="SELECT jsonb_build_array(source.slug, target.slug, link.kind) FROM events_eventlink AS link"
    " JOIN events_event AS source ON source.id = link.source_id"
    " JOIN events_event AS target ON target.id = link.target_id WHERE link.id = this.link_id",
    figure=slug_of("events_figure", "figure_id"),
)


class Migration(migrations.Migration):
    dependencies = [("events", "0002_proposed_terms")]

    operations = [
        *(
            operation
            for model in ("eventclaim", "eventlink")
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
        ids_from("events_eventclaim", KEY_OF_CLAIM),
        ids_from("events_eventlink", KEY_OF_LINK),
        *(
            operation
            for model in ("eventclaim", "eventlink")
            for operation in (
                migrations.AddConstraint(
                    model_name=model,
                    constraint=models.UniqueConstraint(
                        fields=("public_id",), name=f"events_{model}_public_id_unique"
                    ),
                ),
                migrations.AddIndex(
                    model_name=model,
                    index=GinIndex(
                        FORMER_IDS,
                        name=f"events_{model}_ids",
                        condition=~models.Q(former_ids=""),
                    ),
                ),
            )
        ),
    ]
