"""Two people, one page: how what both have written comes together, and what is said of it.

A save of a page that shows an older state is refused. The answer holds what was typed, what the other
wrote where nothing was typed, and both values of each difference. Nothing is saved before one asks again.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.admin.models import LogEntry
from django.db.models import Model
from django.forms import Field
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from curation.editing.form_snapshots import RECORD, Snapshot, Values, plain, texts_of, values_of

# Names of the hidden field with what the page showed, and of the boxes that choose the other's value
MADE_FROM = "made_from"
TAKE = "take_theirs"
MOST_ROWS = 5_000
LONGEST_TEXT = 300
OF_ROW = re.compile(r"-\d+-\w+$")
# Fields that nobody types into
NO_TEXT = re.compile(rf"^(csrfmiddlewaretoken|{MADE_FROM}|_.*)$|-(id|[A-Z_]+_FORMS)$")


@dataclass(frozen=True)
class Difference:
    """One field, or a whole row, that the other changed; `key` names it where one may choose."""

    what: str
    was: str
    theirs: str
    mine: str = ""
    key: str = ""


class Conflict:
    """What the other has changed since a page was made, and both changes together as `data`."""

    def __init__(self, *, was: Snapshot, now: Snapshot, posted: QueryDict) -> None:
        self.was, self.now, self.posted = was, now, posted
        self.data = posted.copy()
        self.differences: list[Difference] = []
        self._merge_row(RECORD, RECORD, "")
        for prefix in now.rows:
            if prefix != RECORD and f"{prefix}-TOTAL_FORMS" in posted:
                self._merge_rows(prefix)
        self.data[MADE_FROM] = now.signed()

    def _merge_row(self, prefix: str, key: str, start: str) -> None:
        """Field by field: what was not touched here becomes what the other wrote."""
        was = self.was.rows.get(prefix, {}).get(key, {})
        theirs = self.now.rows[prefix][key]
        form = self.now.forms[prefix, key]
        for name in {**was, **theirs}:
            old, new, mine = was.get(name, []), theirs.get(name, []), self._sent(start + name)
            if name not in form.fields or new in (old, mine):
                continue
            what = capfirst(str(form.fields[name].label or name))
            was_text, theirs_text, mine_text = (
                readable(form.fields[name], values) for values in (old, new, mine)
            )
            if prefix:
                what = f"{_title(form)}: {what}"
            if mine == old:
                self.data.setlist(start + name, new)
                self.differences.append(Difference(what, was_text, theirs_text))
            else:
                key_of_choice = f"{prefix}:{key}:{name}"
                self.differences.append(
                    Difference(what, was_text, theirs_text, mine_text, key_of_choice)
                )

    def _merge_rows(self, prefix: str) -> None:
        """The rows there now come first, then those that were added here, with what was typed in each."""
        was, now = self.was.rows.get(prefix, {}), self.now.rows[prefix]
        mine = dict(_saved_rows(self.posted, prefix))
        kept: list[Values] = []
        for key in now:
            form = self.now.forms[prefix, key]
            if key in mine:
                self._merge_row(prefix, key, mine[key])
                kept.append(self._row(mine[key]))
            elif key not in was:
                kept.append(values_of(form) | {"id": [key]} | self._parent(form))
                self.differences.append(Difference(_("New row"), "", _summary(form)))
        saved = len(kept)
        for key, start in mine.items():
            if key not in now:
                kept += self._gone(was.get(key, {}), start)
        kept += [self._row(start) for start in _new_rows(self.posted, prefix)]
        self._write_rows(prefix, kept, saved)

    def _gone(self, was: Values, start: str) -> list[Values]:
        """A row that the other deleted: kept as a new one where something was typed in it."""
        row = self._row(start) | {"id": [""]}
        text = " · ".join(value for values in was.values() for value in values)[:LONGEST_TEXT]
        typed = any(plain(row.get(name, [])) != values for name, values in was.items())
        mine = (
            _("kept as a new row, as you changed it")
            if typed and not plain(row.get("DELETE", []))
            else ""
        )
        self.differences.append(Difference(_("Row"), text, _("deleted"), mine))
        return [row] if mine else []

    def _write_rows(self, prefix: str, rows: list[Values], saved: int) -> None:
        for name in list(self.data):
            if name.startswith(f"{prefix}-") and name.split("-")[-2].isdecimal():
                del self.data[name]
        for number, values in enumerate(rows):
            for name, texts in values.items():
                self.data.setlist(f"{prefix}-{number}-{name}", texts)
        self.data[f"{prefix}-INITIAL_FORMS"] = str(saved)
        self.data[f"{prefix}-TOTAL_FORMS"] = str(len(rows))

    def _sent(self, name: str) -> list[str]:
        return plain(self.data.getlist(name))

    def _row(self, start: str) -> Values:
        """What was sent of a row, by the names of its fields."""
        names = (name for name in self.data if name.startswith(start))
        return {name.removeprefix(start): self.data.getlist(name) for name in names}

    def _parent(self, form: Any) -> Values:
        name = next(
            (n for n in form.fields if getattr(form.fields[n], "parent_instance", None)), ""
        )
        return {name: texts_of(form.fields[name].parent_instance.pk)} if name else {}


def with_choices(posted: QueryDict) -> QueryDict:
    """What was posted, with the value that the page was made from where the other's was chosen."""
    was = Snapshot.read(posted.get(MADE_FROM, ""))
    if was is None or TAKE not in posted:
        return posted
    data = posted.copy()
    for key in data.pop(TAKE):
        prefix, _dots, rest = key.partition(":")
        row, _dots, name = rest.partition(":")
        values = was.rows.get(prefix, {}).get(row)
        start = dict(_saved_rows(posted, prefix)).get(row) if prefix else ""
        if values is not None and start is not None and name:
            data.setlist(start + name, values.get(name, []))
    return data


def typed_in(posted: QueryDict, own_key: int) -> list[tuple[str, str]]:
    """What somebody typed into the page of the row with this key, by the names of fields: all that it did not show."""
    was = Snapshot.read(posted.get(MADE_FROM, ""))
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
        if not NO_TEXT.search(name)
        and (texts := plain(posted.getlist(name)))
        and texts != shown.get(name, [])
        # Each row says whose it is.
        and not (texts == [str(own_key)] and OF_ROW.search(name))
    ]


def who_was_first(row: Model, since: str) -> str:
    """A sentence on who has saved the row since then, as far as the admin knows."""
    entry = (
        LogEntry.objects.filter(
            content_type__app_label=row._meta.app_label,
            content_type__model=row._meta.model_name,
            object_id=str(row.pk),
            action_time__gte=dt.datetime.fromisoformat(since),
        )
        .select_related("user")
        .order_by("-action_time")
        .first()
    )
    if entry is None:
        return _("This was changed since you opened the page. Nothing of yours is saved yet.")
    return _(
        "%(who)s saved this page at %(time)s, after you opened it. Nothing of yours is saved yet."
    ) % {
        "who": entry.user.get_username(),
        "time": date_format(localtime(entry.action_time), "TIME_FORMAT"),
    }


def _saved_rows(posted: QueryDict, prefix: str) -> Iterator[tuple[str, str]]:
    """Keys of the rows that had been saved before, and how the names of their fields begin."""
    for number in range(_count(posted, f"{prefix}-INITIAL_FORMS")):
        if key := posted.get(f"{prefix}-{number}-id"):
            yield key, f"{prefix}-{number}-"


def _new_rows(posted: QueryDict, prefix: str) -> Iterator[str]:
    saved, all_rows = (_count(posted, f"{prefix}-{name}_FORMS") for name in ("INITIAL", "TOTAL"))
    return (f"{prefix}-{number}-" for number in range(saved, all_rows))


def _count(posted: QueryDict, name: str) -> int:
    text = posted.get(name, "")
    known = text.isascii() and text.isdecimal() and len(text) <= len(str(MOST_ROWS))
    return min(int(text), MOST_ROWS) if known else 0


def readable(show: Field, values: list[str]) -> str:
    """Values of a field as people read them."""
    rows = getattr(show, "rows", None)
    if callable(rows):
        text = ", ".join(map(str, rows(values)))
    elif values == ["on"]:
        text = _("yes")
    else:
        choices = {str(key): str(label) for key, label in getattr(show, "choices", ())}
        text = ", ".join(choices.get(value, value) for value in values)
    return text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT]}…"


def _title(form: Any) -> str:
    return f"{capfirst(str(form.instance._meta.verbose_name))} {form.instance}"


def _summary(form: Any) -> str:
    shown = (readable(form.fields[name], values) for name, values in values_of(form).items())
    return " · ".join(text for text in shown if text)[:LONGEST_TEXT]
