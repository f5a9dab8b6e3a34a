"""No event or place is part of itself, over any number of others: the first of a circle becomes part of none."""

from django.db import migrations

# Without triggers: what they keep of these rows does not depend on the larger one.
BREAK_CYCLES = """
ALTER TABLE {table} DISABLE TRIGGER USER;
WITH RECURSIVE above (start, id) AS (
    SELECT id, parent_id FROM {table} WHERE parent_id IS NOT NULL
    UNION
    SELECT above.start, larger.parent_id
    FROM above JOIN {table} AS larger ON larger.id = above.id
    WHERE larger.parent_id IS NOT NULL
)
UPDATE {table} SET parent_id = NULL
WHERE id IN (
    SELECT min(id) FROM above GROUP BY start HAVING bool_or(id = start)
);
SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED;
ALTER TABLE {table} ENABLE TRIGGER USER;
"""


class Migration(migrations.Migration):

    dependencies = [("events", "0006_edtf_dates")]

    operations = [
        migrations.RunSQL(BREAK_CYCLES.format(table=table), migrations.RunSQL.noop)
        for table in ("events_event", "events_place")
    ]
