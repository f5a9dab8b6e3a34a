"""Claims and links get permanent public ids in place of their primary keys."""

from django.db import migrations

from records.migrations._public_ids import key_of_claim, key_of_link, public_id_operations, slug_of

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

    operations = public_id_operations(
        "events", {"eventclaim": KEY_OF_CLAIM, "eventlink": key_of_link("events_event")}
    )
