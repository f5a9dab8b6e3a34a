"""How much of the words of others is quoted: few in each quote, and little of a work altogether."""

from typing import Any

import pgtrigger

from records.sql import fill, sql_file
from records.triggers import refuse

# Words in one quote; and the message of its constraint
LONGEST_QUOTE = 20
SHORT_QUOTE = rf"^(\S+\s+){{0,{LONGEST_QUOTE - 1}}}\S*$"
LONG_QUOTE_MESSAGE = "A quote has at most 20 words: only those that are the fact."
TENTH_MESSAGE = (
    "The quotes of a work may have a tenth of its words altogether; shorten or leave out some."
)
# The tables of claims, once their models are loaded
_claim_tables: list[str] = []


class QuoteLimit(pgtrigger.Trigger):
    """At the end of the transaction the quotes of a source, in all tables of claims, are a tenth of it at most."""

    def __init__(self, source: str, **options: Any) -> None:
        super().__init__(
            name="quotes_a_tenth", when=pgtrigger.After, timing=pgtrigger.Deferred, **options
        )
        self.source = source

    def get_func(self, model: Any) -> str:
        """The SQL, made when all tables of claims are known."""
        quotes = " UNION ALL ".join(
            fill(
                "SELECT quote FROM :\"table\" WHERE source_id = :source AND quote <> :'nothing'",
                table=table,
                source=self.source,
                nothing="",
            )
            for table in sorted(_claim_tables)
        )
        return sql_file(
            "records/rule_across_rows",
            lock=fill(
                "PERFORM FROM sources_source WHERE id = :source FOR NO KEY UPDATE;",
                source=self.source,
            ),
            broken_when=sql_file(
                "sources/quotes_beyond_a_tenth", source=self.source, quotes=quotes
            ),
            refuse=refuse("sources_source_quotes_a_tenth", TENTH_MESSAGE),
        )


def claims_quote_a_tenth(table: str) -> QuoteLimit:
    """On a table of claims: no further quote makes it more than a tenth of the work."""
    _claim_tables.append(table)
    return QuoteLimit(
        "NEW.source_id",
        operation=pgtrigger.Insert | pgtrigger.Update,
        condition=~pgtrigger.Q(new__quote=""),
    )


def source_is_quoted_a_tenth() -> QuoteLimit:
    """On the sources: a new number of words leaves its quotes a tenth at most."""
    return QuoteLimit(
        "NEW.id",
        operation=pgtrigger.Update,
        condition=pgtrigger.Q(old__word_count__df=pgtrigger.F("new__word_count")),
    )
