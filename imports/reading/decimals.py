"""Which sign stands before decimals in the file that is read, and which numbers leave it open."""

from django.db import connection

SETTING = "imports.decimal"


def read_decimals(sign: str) -> None:
    """In this transaction numbers of files have this sign before their decimals."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [SETTING, sign])


def two_ways(cell: str) -> str:
    """Condition: the number could be thousands, as 1,234 where the file has decimal points elsewhere."""
    sign = f"coalesce(nullif(current_setting('{SETTING}', true), ''), '.')"
    return f"{cell} ~ '^[+-]?[0-9]{{1,3}}[.,][0-9]{{3}}$' AND strpos({cell}, {sign}) = 0"
