"""Codes that are numbers have no zeros in front: 002 is 2."""

from django.db import migrations

# Of the spellings of a code that an actor has, the preferred or plain one stays; of actors that share one, one stays preferred.
CONVERT = """
SELECT set_config('records.loading', 'on', true);
CREATE TEMP TABLE number_code ON COMMIT DROP AS
SELECT
    id, value, preferred, plain,
    row_number() OVER (PARTITION BY actor_id, scheme, plain ORDER BY NOT preferred, value <> plain, id) AS spelling,
    row_number() OVER (PARTITION BY scheme, plain ORDER BY NOT preferred, value <> plain, id) AS place
FROM (
    SELECT *, coalesce(nullif(ltrim(value, '0'), ''), '0') AS plain
    FROM actors_actoridentifier
    WHERE scheme IN ('cow', 'gw', 'ged') AND value ~ '^[0-9]+$'
) AS code;
DELETE FROM actors_actoridentifier AS code
USING number_code
WHERE code.id = number_code.id AND spelling > 1;
UPDATE actors_actoridentifier AS code
SET preferred = false
FROM number_code
WHERE code.id = number_code.id AND number_code.preferred AND place > 1 AND spelling = 1;
UPDATE actors_actoridentifier AS code
SET value = plain
FROM number_code
WHERE code.id = number_code.id AND number_code.value <> plain AND spelling = 1;
SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED;
DROP TABLE number_code;
SELECT set_config('records.loading', '', true);
"""


class Migration(migrations.Migration):

    dependencies = [('actors', '0005_edtf_dates')]

    operations = [migrations.RunSQL(CONVERT, migrations.RunSQL.noop)]
