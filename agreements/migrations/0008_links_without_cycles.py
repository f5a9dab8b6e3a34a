"""No agreement implements, amends or supersedes itself over others: the last link of a circle becomes “cites”."""

from django.db import migrations

# The first of these that the two agreements do not have yet
BREAK_CYCLES = """
SELECT set_config('records.loading', 'on', true);
DO $do$
DECLARE
    closing bigint;
BEGIN
    LOOP
        WITH RECURSIVE ahead (link, start, id) AS (
            SELECT id, source_id, target_id FROM agreements_agreementlink
            WHERE kind IN ('implements', 'amends', 'supersedes')
            UNION
            SELECT ahead.link, ahead.start, further.target_id
            FROM ahead JOIN agreements_agreementlink AS further ON further.source_id = ahead.id
            WHERE further.kind IN ('implements', 'amends', 'supersedes')
        )
        SELECT max(link) INTO closing FROM ahead WHERE id = start;
        EXIT WHEN closing IS NULL;
        UPDATE agreements_agreementlink AS link
        SET kind = (
            SELECT other.kind
            FROM unnest(ARRAY['cites', 'companion', 'aligned_with', 'similar_to']) WITH ORDINALITY AS other (kind, place)
            WHERE NOT EXISTS (
                SELECT FROM agreements_agreementlink AS taken
                WHERE taken.source_id = link.source_id AND taken.target_id = link.target_id AND taken.kind = other.kind
            )
            ORDER BY place
            LIMIT 1
        )
        WHERE id = closing;
    END LOOP;
END $do$;
SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED;
SELECT set_config('records.loading', '', true);
"""


class Migration(migrations.Migration):

    dependencies = [("agreements", "0007_party_actions")]

    operations = [migrations.RunSQL(BREAK_CYCLES, migrations.RunSQL.noop)]
