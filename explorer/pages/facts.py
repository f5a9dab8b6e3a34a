"""What a page says about a record, fact by fact, each with the claims behind it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from explorer.pages.dates_in_words import in_words
from explorer.pages.vocabulary import words_of
from sources.choices import Verdict

NOT_RECORDED = "not recorded"
NOT_STATED = "not stated"
# Why a fact has no value: nobody has entered one, or the sources were read and do not say
REASONS = {
    NOT_RECORDED: "No source in the record says so.",
    NOT_STATED: "Looked for; the sources do not say.",
}
UNKNOWN = "unknown"

RecordAnswer = dict[str, Any]


@dataclass(frozen=True)
class Fact:
    """One statement of a record: what it is about, what it says, and the claims that support or contradict it."""

    label: str
    text: str
    note: str
    claims: list[RecordAnswer]
    link: str = ""

    @property
    def is_missing(self) -> bool:
        return self.text in REASONS


@dataclass(frozen=True)
class Question:
    """What a fact answers: its label, the fields that claims about it name, and how to read it from the record."""

    label: str
    fields: tuple[str, ...]
    text: Callable[[RecordAnswer], str]
    note: Callable[[RecordAnswer], str] = lambda record: ""
    link: Callable[[RecordAnswer], str] = lambda record: ""

    def fact(self, record: RecordAnswer) -> Fact:
        text = self.text(record) or NOT_RECORDED
        claims = [claim for claim in record.get("claims", ()) if claim["field"] in self.fields]
        note = REASONS.get(text) or self.note(record)
        return Fact(self.label, text, note, claims, self.link(record))


def contradictions(claims: Iterable[RecordAnswer]) -> int:
    """How many of the claims contradict the record."""
    return sum(claim["verdict"] == Verdict.CONTRADICTS for claim in claims)


def facts_and_rest(
    questions: Iterable[Question], record: RecordAnswer
) -> tuple[list[Fact], list[RecordAnswer]]:
    """The facts of a record, and its claims that are about none of them."""
    known = {field for question in questions for field in question.fields}
    rest = [claim for claim in record.get("claims", ()) if claim["field"] not in known]
    return [question.fact(record) for question in questions], rest


def chosen(label: str, model: type[Model], field: str) -> Question:
    """A fact that is one of a list of choices."""
    names = words_of(model, field)

    def text(record: RecordAnswer) -> str:
        value = record[field]
        return NOT_STATED if value == UNKNOWN else names.get(value, str(value or ""))

    return Question(label, (field,), text)


def written(label: str, field: str) -> Question:
    """A fact in words or a number."""
    return Question(label, (field,), lambda record: str(record[field] or ""))


def yes_or_no(label: str, field: str) -> Question:
    """A fact that is true, false or not known."""
    words = {True: "Yes", False: "No", None: ""}
    return Question(label, (field,), lambda record: words[record[field]])


def dated(label: str, field: str, *, edtf: str = "") -> Question:
    """A fact that is a date; `edtf` is the field of the answer that writes it, if it is another one."""
    shown = edtf or field
    fields = (field, f"{field}_precision", field.replace("_on", "_precision"))
    return Question(label, fields, lambda record: in_words(record.get(shown) or record.get(field)))


def referred(label: str, field: str, page: str, name: str = "name") -> Question:
    """A fact that is another record; `page` is the first part of the address of its page."""

    def link(record: RecordAnswer) -> str:
        return f"/{page}/{_key(record[field])}/" if record[field] else ""

    return Question(
        label,
        (field,),
        lambda record: str((record[field] or {}).get(name, "")),
        link=link,
    )


def _key(reference: RecordAnswer) -> str:
    return str(reference.get("slug") or reference["code"])
