"""Whatever is there already is written down as it was when the history began."""

from django.db import migrations

BEGIN = """
DO $do$
DECLARE
    kept record;
    columns text;
BEGIN
    FOR kept IN
        SELECT history.relname AS history, tracked.relname AS tracked
        FROM pg_class history
        JOIN pg_class tracked ON tracked.relkind = 'r'
            AND tracked.relnamespace = history.relnamespace
            AND tracked.relname ~ '^(sources|actors|agreements|events)_'
            AND history.relname = 'curation_'
                || replace(regexp_replace(tracked.relname, '^[a-z]+_', ''), '_', '') || 'history'
        WHERE history.relkind = 'r' AND history.relnamespace = 'public'::regnamespace
    LOOP
        SELECT string_agg(quote_ident(attname), ', ') INTO columns
        FROM pg_attribute
        WHERE attrelid = kept.history::regclass AND attnum > 0 AND NOT attisdropped
        AND attname NOT LIKE 'pgh\\_%';
        EXECUTE format(
            'INSERT INTO %I (pgh_created_at, pgh_label, pgh_context, %s)'
            ' SELECT clock_timestamp(), ''insert'', ''{"through": "start"}'', %s FROM %I',
            kept.history, columns, columns, kept.tracked
        );
    END LOOP;
END $do$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("curation", "0004_history"),
        ("sources", "0007_history"),
        ("actors", "0007_history"),
        ("agreements", "0007_history"),
        ("events", "0007_history"),
    ]
    operations = [migrations.RunSQL(BEGIN, migrations.RunSQL.noop)]
