"""Quotes have at most 20 words."""

from django.db import migrations, models

from sources.migrations._short_quotes import cut_quotes


class Migration(migrations.Migration):

    dependencies = [
        ('agreements', '0008_links_without_cycles'),
        ('sources', '0006_short_quotes'),
    ]

    operations = [
        cut_quotes("agreements_agreementclaim"),
        migrations.AddConstraint(
            model_name='agreementclaim',
            constraint=models.CheckConstraint(condition=models.Q(('quote__regex', '^(\\S+\\s+){0,19}\\S*$')), name='agreements_agreementclaim_quote_is_short'),
        ),
    ]
