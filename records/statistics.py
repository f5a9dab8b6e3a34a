"""Statistics of tables after large changes: without them the next queries are planned for what was there before."""

from django.db import connection

from records.sql import quote_name, run_sql

# What autovacuum waits for, too, but for minutes: so many changed rows, and a part of the table
CHANGED_ROWS, CHANGED_PART = 1000, 0.1


def refresh_statistics() -> None:
    """Analyzes the tables of which a large part was changed; call it after the changes are committed."""
    if connection.in_atomic_block:
        return
    run_sql("SELECT pg_stat_force_next_flush()")
    changed = run_sql(
        "SELECT changed.relname FROM pg_stat_user_tables changed JOIN pg_class class ON class.oid = changed.relid"
        " WHERE n_mod_since_analyze > %s + %s * greatest(class.reltuples, 0)"
        " AND pg_has_role(class.relowner, 'USAGE') AND class.relpersistence <> 't'",
        [CHANGED_ROWS, CHANGED_PART],
    )
    for (table,) in changed:
        run_sql(f"ANALYZE {quote_name(table)}")
