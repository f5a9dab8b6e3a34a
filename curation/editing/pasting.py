"""Which rows of a record can be pasted as text."""

from dataclasses import dataclass

from curation.types import Text


@dataclass(frozen=True)
class PasteFormat:
    """How paste.js turns text into rows: lines with `columns` separated by semicolons, or paragraphs without.

    The first column is looked up by name. Paragraphs fill `number`, `heading`, `text` and the place
    in the source.
    """

    label: Text
    help_text: Text
    columns: tuple[str, ...] = ()
