"""Three-way merge of a form: what the page showed, what somebody else saved since, and what was typed.

A save from an outdated page is refused. The answer holds what was typed, the other's changes where
nothing was typed, and both values of each difference. Nothing is saved until the form is sent again.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.admin.models import LogEntry
from django.db.models import Model
from django.forms import Field, ModelForm
from django.forms.models import InlineForeignKeyField
from django.http import QueryDict
from django.utils.choices import flatten_choices
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from curation.editing.form_snapshots import (
    RECORD,
    FieldTexts,
    FormSnapshot,
    field_texts,
    normalized,
    sent_texts,
)
from curation.editing.forms import CachedChoiceMixin

# The hidden field with the snapshot of the page, and the boxes that select the other's value
MADE_FROM = "made_from"
TAKE_THEIRS = "take_theirs"
MAX_ROWS_SENT = 5_000
MAX_TEXT_SHOWN = 300
ROW_FIELD = re.compile(r"-\d+-\w+$")
# Fields that nobody types into
HIDDEN_FIELD = re.compile(rf"^(csrfmiddlewaretoken|{MADE_FROM}|_.*)$|-(id|[A-Z_]+_FORMS)$")


@dataclass(frozen=True)
class FieldConflict:
    """A field or row that somebody else changed; `key` identifies it where one value must be chosen."""

    what: str
    was: str
    theirs: str
    mine: str = ""
    key: str = ""


class Conflict:
    """What somebody else changed since the page was made; `data` merges their changes with what was posted."""

    def __init__(self, *, was: FormSnapshot, now: FormSnapshot, posted: QueryDict) -> None:
        self.was, self.now, self.posted = was, now, posted
        self.data = posted.copy()
        self.differences: list[FieldConflict] = []
        self._merge_row(RECORD, RECORD, "")
        for prefix in now.rows:
            if prefix != RECORD and f"{prefix}-TOTAL_FORMS" in posted:
                self._merge_rows(prefix)
        self.data[MADE_FROM] = now.signed()

    def _merge_row(self, prefix: str, key: str, start: str) -> None:
        """Takes over the other's value of each field that was not touched here."""
        was = self.was.rows.get(prefix, {}).get(key, {})
        theirs = self.now.rows[prefix][key]
        form = self.now.forms[prefix, key]
        for name in {**was, **theirs}:
            old, new = was.get(name, []), theirs.get(name, [])
            mine = normalized(self.data.getlist(start + name))
            if name not in form.fields or new in (old, mine):
                continue
            field = form.fields[name]
            label = capfirst(str(field.label or name))
            what = f"{_title(form)}: {label}" if prefix else label
            conflict = FieldConflict(what, readable(field, old), readable(field, new))
            if mine == old:
                self.data.setlist(start + name, new)
            else:
                choice = f"{prefix}:{key}:{name}"
                conflict = replace(conflict, mine=readable(field, mine), key=choice)
            self.differences.append(conflict)

    def _merge_rows(self, prefix: str) -> None:
        """Puts the current rows first, then those added here, each with what was typed in it."""
        was, now = self.was.rows.get(prefix, {}), self.now.rows[prefix]
        mine = dict(_saved_rows(self.posted, prefix))
        kept: list[FieldTexts] = []
        for key in now:
            form = self.now.forms[prefix, key]
            if key in mine:
                self._merge_row(prefix, key, mine[key])
                kept.append(self._sent_row(mine[key]))
            elif key not in was:
                kept.append(field_texts(form) | {"id": [key]} | _parent_texts(form))
                self.differences.append(FieldConflict(_("New row"), "", _summary(form)))
        saved = len(kept)
        for key, start in mine.items():
            if key not in now:
                kept += self._deleted_row(was.get(key, {}), start)
        kept += [self._sent_row(start) for start in _new_rows(self.posted, prefix)]
        self._replace_rows(prefix, kept, saved)

    def _deleted_row(self, was: FieldTexts, start: str) -> list[FieldTexts]:
        """A row that the other deleted: kept as a new row if something was typed in it."""
        row = self._sent_row(start) | {"id": [""]}
        text = " · ".join(value for values in was.values() for value in values)[:MAX_TEXT_SHOWN]
        is_edited = not was or any(
            normalized(row.get(name, [])) != values for name, values in was.items()
        )
        is_kept = is_edited and not normalized(row.get("DELETE", []))
        mine = _("kept as a new row, as you changed it") if is_kept else ""
        self.differences.append(FieldConflict(_("Row"), text, _("deleted"), mine))
        return [row] if is_kept else []

    def _replace_rows(self, prefix: str, rows: list[FieldTexts], saved: int) -> None:
        for name in list(self.data):
            if name.startswith(f"{prefix}-") and name.split("-")[-2].isdecimal():
                del self.data[name]
        for number, values in enumerate(rows):
            for name, texts in values.items():
                self.data.setlist(f"{prefix}-{number}-{name}", texts)
        self.data[f"{prefix}-INITIAL_FORMS"] = str(saved)
        self.data[f"{prefix}-TOTAL_FORMS"] = str(len(rows))

    def _sent_row(self, start: str) -> FieldTexts:
        """What was sent for a row, by field name."""
        names = (name for name in self.data if name.startswith(start))
        return {name.removeprefix(start): self.data.getlist(name) for name in names}


def with_choices(posted: QueryDict) -> QueryDict:
    """What was posted; fields whose box “Take theirs” is ticked get the value of the snapshot."""
    was = FormSnapshot.read(posted.get(MADE_FROM, ""))
    if was is None or TAKE_THEIRS not in posted:
        return posted
    data = posted.copy()
    for key in data.pop(TAKE_THEIRS):
        prefix, _dots, rest = key.partition(":")
        row, _dots, name = rest.partition(":")
        values = was.rows.get(prefix, {}).get(row)
        start = dict(_saved_rows(posted, prefix)).get(row) if prefix else ""
        if values is not None and start is not None and name:
            data.setlist(start + name, values.get(name, []))
    return data


def typed_texts(posted: QueryDict, own_key: int) -> list[tuple[str, str]]:
    """What somebody typed into the page of the row with this key, by field name: all that the page did not show."""
    was = FormSnapshot.read(posted.get(MADE_FROM, ""))
    if was is None:
        return []
    shown = dict(was.rows.get(RECORD, {}).get(RECORD, {}))
    for prefix in was.rows:
        for key, start in _saved_rows(posted, prefix) if prefix else ():
            values = was.rows[prefix].get(key, {})
            shown |= {f"{start}{name}": texts for name, texts in values.items()}
    return [
        (name, ", ".join(texts))
        for name in posted
        if not HIDDEN_FIELD.search(name)
        and (texts := normalized(posted.getlist(name)))
        and texts != shown.get(name, [])
        # Each row names its record.
        and not (texts == [str(own_key)] and ROW_FIELD.search(name))
    ]


def conflict_message(row: Model, since: str) -> str:
    """Says who has saved the row since then, as far as the log of the admin knows."""
    entries = LogEntry.objects.filter(
        content_type__app_label=row._meta.app_label,
        content_type__model=row._meta.model_name,
        object_id=str(row.pk),
        action_time__gte=dt.datetime.fromisoformat(since),
    )
    entry = entries.select_related("user").order_by("-action_time").first()
    if entry is None:
        return _("This was changed since you opened the page. Your changes are not saved yet.")
    text = _(
        "%(who)s saved this page at %(time)s, after you opened it. Your changes are not saved yet."
    )
    time = date_format(localtime(entry.action_time), "TIME_FORMAT")
    return text % {"who": entry.user.get_username(), "time": time}


def readable(field: Field, values: list[str]) -> str:
    """Sent values of a field as people read them."""
    if isinstance(field, CachedChoiceMixin):
        text = ", ".join(map(str, field.rows(values)))
    elif values == ["on"]:
        text = _("yes")
    else:
        flat: Any = flatten_choices(getattr(field, "choices", ()))
        choices = {str(key): str(label) for key, label in flat}
        text = ", ".join(choices.get(value, value) for value in values)
    return text if len(text) <= MAX_TEXT_SHOWN else f"{text[:MAX_TEXT_SHOWN]}…"


def _saved_rows(posted: QueryDict, prefix: str) -> Iterator[tuple[str, str]]:
    """Keys of the rows that existed when the page was made, and the prefix of their field names."""
    for number in range(_count(posted, f"{prefix}-INITIAL_FORMS")):
        if key := posted.get(f"{prefix}-{number}-id"):
            yield key, f"{prefix}-{number}-"


def _new_rows(posted: QueryDict, prefix: str) -> Iterator[str]:
    saved, all_rows = (_count(posted, f"{prefix}-{name}_FORMS") for name in ("INITIAL", "TOTAL"))
    return (f"{prefix}-{number}-" for number in range(saved, all_rows))


def _count(posted: QueryDict, name: str) -> int:
    text = posted.get(name, "")
    is_number = text.isascii() and text.isdecimal() and len(text) <= len(str(MAX_ROWS_SENT))
    return min(int(text), MAX_ROWS_SENT) if is_number else 0


def _parent_texts(form: ModelForm) -> FieldTexts:
    """The field by which a row names its record."""
    return {
        name: sent_texts(field.parent_instance.pk)
        for name, field in form.fields.items()
        if isinstance(field, InlineForeignKeyField) and field.parent_instance
    }


def _title(form: ModelForm) -> str:
    return f"{capfirst(str(form.instance._meta.verbose_name))} {form.instance}"


def _summary(form: ModelForm) -> str:
    shown = (readable(form.fields[name], values) for name, values in field_texts(form).items())
    return " · ".join(text for text in shown if text)[:MAX_TEXT_SHOWN]
