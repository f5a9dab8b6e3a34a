"""What can be pasted as text into rows of a record, a line or a paragraph a row."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class PasteFormat:
    """How text becomes rows: `columns` of a line, divided by semicolons, or paragraphs without any.

    The first column is looked up by name. Paragraphs fill `number`, `heading`, `text` and the place
    in the source. The reading is done by paste.js.
    """

    label: Any
    help_text: Any
    columns: tuple[str, ...] = ()
