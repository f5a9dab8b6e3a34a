"""What a page shows of a record and its rows, field by field, signed and sent along with the form."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Self

from django.core import signing
from django.forms import ModelForm
from django.forms.models import InlineForeignKeyField
from django.utils import timezone

from records.texts import clean_text

SNAPSHOT_SALT = "curation.snapshots"
# Stands for the record itself where a formset and a row are named
RECORD = ""
# Fields that Django adds to the forms of a formset
FORMSET_FIELDS = ("id", "DELETE")

# What a browser sends for each field of a form
FieldTexts = dict[str, list[str]]


@dataclass(frozen=True)
class FormSnapshot:
    """The version of a record, when it was shown, and the values of each row by formset and key.

    `version` is None for rows without one. `forms` are the forms that the values come from; they are
    not sent.
    """

    version: int | None
    at: str
    rows: dict[str, dict[str, FieldTexts]]
    forms: dict[tuple[str, str], ModelForm] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, version: int | None, form: ModelForm, formsets: Iterable[Any]) -> Self:
        """What unsent forms show."""
        rows: dict[str, dict[str, FieldTexts]] = {str(each.prefix): {} for each in formsets}
        forms = {(RECORD, RECORD): form}
        for formset in formsets:
            forms |= {(formset.prefix, str(f.instance.pk)): f for f in formset.initial_forms}
        for (prefix, key), each in forms.items():
            rows.setdefault(prefix, {})[key] = field_texts(each)
        return cls(version, timezone.now().isoformat(), rows, forms)

    @classmethod
    def of_nothing(cls) -> Self:
        """Of a page of which nothing is known."""
        return cls(None, timezone.now().isoformat(), {})

    @classmethod
    def read(cls, token: str) -> Self | None:
        """The snapshot that a page sent back; None if its signature is wrong."""
        try:
            return cls(*signing.loads(token, salt=SNAPSHOT_SALT))
        except (signing.BadSignature, TypeError):
            return None

    def signed(self) -> str:
        return signing.dumps([self.version, self.at, self.rows], salt=SNAPSHOT_SALT, compress=True)

    def agrees_with(self, other: "FormSnapshot") -> bool:
        """Whether nothing has changed between the two."""
        is_same = self.version == other.version
        return is_same and (self.version is not None or self.rows == other.rows)


def field_texts(form: ModelForm) -> FieldTexts:
    """What a browser sends for an untouched form, without empty fields."""
    texts = {
        name: sent_texts(form[name].value())
        for name, each in form.fields.items()
        if name not in FORMSET_FIELDS
        and not each.disabled
        and not isinstance(each, InlineForeignKeyField)
    }
    return {name: values for name, values in texts.items() if values}


def sent_texts(value: object) -> list[str]:
    """A value of a field as a browser sends it."""
    if value is True:
        return ["on"]
    if value in (None, False, ""):
        return []
    if isinstance(value, list | tuple):
        return sorted(str(getattr(each, "pk", each)) for each in value)
    return normalized([str(value)])


def normalized(values: list[str]) -> list[str]:
    """Sent texts in a comparable form, as they are stored: browsers send CR LF at line ends, and empty texts."""
    texts = map(clean_text, values)
    return sorted(text for text in texts if text)
