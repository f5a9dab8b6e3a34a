"""Indexes of the histories of claims leave out the keys that an entry does not have."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("curation", "0004_identifiers"),
    ]

    operations = [
        migrations.AlterField(
            model_name="actorclaimhistory",
            name="actor",
            field=models.BigIntegerField(db_column="actor_id", editable=False, null=True),
        ),
        migrations.AlterField(
            model_name="actorclaimhistory",
            name="relationship",
            field=models.BigIntegerField(db_column="relationship_id", editable=False, null=True),
        ),
        migrations.AlterField(
            model_name="agreementclaimhistory",
            name="agreement",
            field=models.BigIntegerField(db_column="agreement_id", editable=False, null=True),
        ),
        migrations.AlterField(
            model_name="agreementclaimhistory",
            name="clause",
            field=models.BigIntegerField(db_column="clause_id", editable=False, null=True),
        ),
        migrations.AlterField(
            model_name="agreementclaimhistory",
            name="link",
            field=models.BigIntegerField(db_column="link_id", editable=False, null=True),
        ),
        migrations.AlterField(
            model_name="agreementclaimhistory",
            name="party",
            field=models.BigIntegerField(db_column="party_id", editable=False, null=True),
        ),
        migrations.AlterField(
            model_name="eventclaimhistory",
            name="event",
            field=models.BigIntegerField(db_column="event_id", editable=False, null=True),
        ),
        migrations.AlterField(
            model_name="eventclaimhistory",
            name="figure",
            field=models.BigIntegerField(db_column="figure_id", editable=False, null=True),
        ),
        migrations.AlterField(
            model_name="eventclaimhistory",
            name="link",
            field=models.BigIntegerField(db_column="link_id", editable=False, null=True),
        ),
        migrations.AlterField(
            model_name="eventclaimhistory",
            name="participation",
            field=models.BigIntegerField(db_column="participation_id", editable=False, null=True),
        ),
        migrations.AddIndex(
            model_name="actorclaimhistory",
            index=models.Index(
                condition=models.Q(("actor__isnull", False)),
                fields=["actor"],
                name="actorclaim_actor_h",
            ),
        ),
        migrations.AddIndex(
            model_name="actorclaimhistory",
            index=models.Index(
                condition=models.Q(("relationship__isnull", False)),
                fields=["relationship"],
                name="actorclaim_relationship_h",
            ),
        ),
        migrations.AddIndex(
            model_name="agreementclaimhistory",
            index=models.Index(
                condition=models.Q(("agreement__isnull", False)),
                fields=["agreement"],
                name="agreementclaim_agreement_h",
            ),
        ),
        migrations.AddIndex(
            model_name="agreementclaimhistory",
            index=models.Index(
                condition=models.Q(("party__isnull", False)),
                fields=["party"],
                name="agreementclaim_party_h",
            ),
        ),
        migrations.AddIndex(
            model_name="agreementclaimhistory",
            index=models.Index(
                condition=models.Q(("clause__isnull", False)),
                fields=["clause"],
                name="agreementclaim_clause_h",
            ),
        ),
        migrations.AddIndex(
            model_name="agreementclaimhistory",
            index=models.Index(
                condition=models.Q(("link__isnull", False)),
                fields=["link"],
                name="agreementclaim_link_h",
            ),
        ),
        migrations.AddIndex(
            model_name="eventclaimhistory",
            index=models.Index(
                condition=models.Q(("event__isnull", False)),
                fields=["event"],
                name="eventclaim_event_h",
            ),
        ),
        migrations.AddIndex(
            model_name="eventclaimhistory",
            index=models.Index(
                condition=models.Q(("participation__isnull", False)),
                fields=["participation"],
                name="eventclaim_participation_h",
            ),
        ),
        migrations.AddIndex(
            model_name="eventclaimhistory",
            index=models.Index(
                condition=models.Q(("link__isnull", False)),
                fields=["link"],
                name="eventclaim_link_h",
            ),
        ),
        migrations.AddIndex(
            model_name="eventclaimhistory",
            index=models.Index(
                condition=models.Q(("figure__isnull", False)),
                fields=["figure"],
                name="eventclaim_figure_h",
            ),
        ),
    ]
