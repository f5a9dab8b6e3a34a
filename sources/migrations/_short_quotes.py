"""Cuts the quotes of a table of claims that have more words than the new rule allows."""

from django.db import migrations

CUT = r"""
UPDATE {table}
SET quote = array_to_string((regexp_split_to_array(btrim(quote), '\s+'))[1:19], ' ') || '…'
WHERE quote !~ '^(\S+\s+){{0,19}}\S*$';
SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED;
"""


def cut_quotes(table: str) -> migrations.RunSQL:
    """Keeps the first nineteen words and an ellipsis; the history keeps the whole quote."""
    return migrations.RunSQL(CUT.format(table=table), migrations.RunSQL.noop)
