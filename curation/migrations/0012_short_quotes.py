"""The number of words of a source, of which a tenth may be quoted."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('curation', '0011_terms_of_open_proposals'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='figureidentifierhistory',
            options={'default_permissions': (), 'verbose_name': 'identifier', 'verbose_name_plural': 'identifiers of figures'},
        ),
        migrations.AlterModelOptions(
            name='placeidentifierhistory',
            options={'default_permissions': (), 'verbose_name': 'identifier', 'verbose_name_plural': 'identifiers of places'},
        ),
        migrations.AlterModelOptions(
            name='relationshipidentifierhistory',
            options={'default_permissions': (), 'verbose_name': 'identifier', 'verbose_name_plural': 'identifiers of relationships'},
        ),
        migrations.AddField(
            model_name='sourcehistory',
            name='word_count',
            field=models.PositiveIntegerField(editable=False, null=True),
        ),
    ]
