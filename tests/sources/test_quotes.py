"""Quotes have at most 20 words; the upgrade of an older database cuts longer ones."""

import re

from sources.migrations._short_quotes import CUT
from sources.quoting import SHORT_QUOTE
from tests import cases, database

WORDS = " ".join(f"word{n}" for n in range(1, 31))


@cases(
    "quote, kept",
    ("", ""),
    ("one", "one"),
    (" ".join(["word"] * 20), " ".join(["word"] * 20)),
    (WORDS, " ".join(WORDS.split()[:19]) + "…"),
    ("line\n\n" * 21, " ".join(["line"] * 19) + "…"),
    ids=lambda text: str(len(text)),
)
def test_cuts_longer_quotes_to_what_the_rule_allows(quote: str, kept: str) -> None:
    database.execute("CREATE TEMPORARY TABLE old_claims (quote text) ON COMMIT DROP")
    database.rows("INSERT INTO old_claims VALUES (%s) RETURNING quote", quote)

    database.execute(CUT.format(table="old_claims"))

    assert database.rows("SELECT quote FROM old_claims") == [(kept,)]
    assert re.match(SHORT_QUOTE, kept)
