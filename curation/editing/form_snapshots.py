"""What a page shows of a record and its rows, field by field, signed and sent along with the form."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Self

from django.core import signing
from django.forms.models import InlineForeignKeyField
from django.utils import timezone

SALT = "curation.snapshots"
# The formset and the row of the record's own fields
RECORD = ""
# Of Django's own formsets: what tells rows apart and what deletes them
OWN_FIELDS = ("id", "DELETE")

Values = dict[str, list[str]]


@dataclass(frozen=True)
class Snapshot:
    """The version of a record, when it was shown, and the values of each row by formset and key.

    `version` is None for rows that have none. `forms` are those the values come from; they stay here.
    """

    version: int | None
    at: str
    rows: dict[str, dict[str, Values]]
    forms: dict[tuple[str, str], Any] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, version: int | None, form: Any, formsets: Iterable[Any]) -> Self:
        """What forms show of the rows they are made from; they have not been sent yet."""
        rows = {RECORD: {RECORD: values_of(form)}}
        forms = {(RECORD, RECORD): form}
        for formset in formsets:
            own = rows.setdefault(formset.prefix, {})
            for each in formset.initial_forms:
                own[str(each.instance.pk)] = values_of(each)
                forms[formset.prefix, str(each.instance.pk)] = each
        return cls(version, timezone.now().isoformat(), rows, forms)

    @classmethod
    def read(cls, token: str) -> Self | None:
        """What a page sent back; None if it was not given to it like that."""
        try:
            return cls(*signing.loads(token, salt=SALT))
        except (signing.BadSignature, TypeError):
            return None

    def signed(self) -> str:
        return signing.dumps([self.version, self.at, self.rows], salt=SALT, compress=True)

    def agrees_with(self, other: "Snapshot") -> bool:
        """Whether nothing has changed between the two."""
        return self.version == other.version and (
            self.version is not None or self.rows == other.rows
        )


def values_of(form: Any) -> Values:
    """What a browser would send for an untouched form; empty fields are left out."""
    texts = {
        name: texts_of(form[name].value())
        for name, each in form.fields.items()
        if name not in OWN_FIELDS
        and not each.disabled
        and not isinstance(each, InlineForeignKeyField)
    }
    return {name: values for name, values in texts.items() if values}


def texts_of(value: Any) -> list[str]:
    """A value of a field as a browser sends it."""
    if value is True:
        return ["on"]
    if value in (None, False, ""):
        return []
    if isinstance(value, list | tuple):
        return sorted(str(getattr(each, "pk", each)) for each in value)
    return plain([str(value)])


def plain(values: list[str]) -> list[str]:
    """Sent texts as they are kept: browsers end lines with CR LF, and send empty ones for nothing."""
    texts = (value.replace("\r\n", "\n").strip() for value in values)
    return sorted(text for text in texts if text)
