"""Actions of parties as forms write them: read from a text, and stored."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from actors.models import Actor
from agreements.choices import ActionKind
from agreements.models import AgreementParty, PartyAction, Representative
from records.choices import DatePrecision, ReviewStatus
from records.dates import parse_date
from records.sql import run_sql

NEXT_PERSON = re.compile(r"(?<!\\)\|")
BACKSLASHED = re.compile(r"\\(.)")
# A day and how exact it is
Day = tuple[dt.date | None, str]
NO_DAY: Day = (None, DatePrecision.UNKNOWN)


@dataclass
class WrittenAction:
    """An action as somebody wrote it; the persons who acted, each with an office, or without a person."""

    kind: str
    happened: Day = NO_DAY
    effective: Day = NO_DAY
    text: str = ""
    representatives: list[tuple[Actor | None, str]] = field(default_factory=list)

    @property
    def key(self) -> tuple[str, dt.date | None]:
        """What tells the actions of one party apart."""
        return self.kind, self.happened[0]

    def fill(self, action: PartyAction) -> PartyAction:
        """The action with these values."""
        action.happened_on, action.happened_precision = self.happened
        action.effective_on, action.effective_precision = self.effective
        action.kind, action.text = self.kind, self.text
        return action


def read_actions(text: str) -> list[WrittenAction]:
    """The actions that a text lists, as sql/actions_text.sql says; ValidationError names what is wrong in it."""
    if not text.strip():
        return []
    found, errors, persons = [], [], []
    for pos, item, kind, happened, effective, said, people in run_sql(
        "SELECT * FROM read_actions(%s) ORDER BY pos", [text]
    ):
        if pos % 2:
            errors.append(
                _(
                    "%(item)s: write a colon in an office as “\\:”, a reservation as an action of its own."
                )
                % {"item": item}
            )
            continue
        action = WrittenAction(kind or "", text=said or "")
        try:
            action.happened = parse_date(happened or "")
            action.effective = parse_date(effective or "")
        except ValidationError as error:
            errors += [f"{item}: {message}" for message in error.messages]
        if kind not in ActionKind.values:
            known = ", ".join(ActionKind.values)
            errors.append(
                _("%(item)s: begin with one of: %(known)s.") % {"item": item, "known": known}
            )
        for each in NEXT_PERSON.split(people) if people else []:
            slug, _colon, office = each.partition(":")
            persons.append((action, item, slug, office))
        found.append(action)
    slugs = {slug for _action, _item, slug, _office in persons if slug}
    actors = {actor.slug: actor for actor in Actor.objects.filter(slug__in=slugs)}
    for action, item, slug, office in persons:
        if slug and slug not in actors:
            errors.append(
                _("%(item)s: there is no actor “%(slug)s”.") % {"item": item, "slug": slug}
            )
        elif slug and actors[slug].review_status == ReviewStatus.RETRACTED:
            errors.append(_("%(item)s: “%(slug)s” was retracted.") % {"item": item, "slug": slug})
        action.representatives.append((actors.get(slug), BACKSLASHED.sub(r"\1", office)))
    keys = [action.key for action in found]
    if twice := next((a for a, key in zip(found, keys, strict=True) if keys.count(key) > 1), None):
        errors.append(_("“%(kind)s” stands here twice for one day.") % {"kind": twice.kind})
    if errors:
        raise ValidationError(errors)
    return found


def store_actions(
    wanted: Iterable[tuple[AgreementParty, list[WrittenAction] | None, WrittenAction | None]],
) -> dict[int, list[PartyAction]]:
    """Stores actions of parties; returns the new ones by key of the party.

    For each party `wanted` has all of its actions, or None to keep those it has, and one to add. An
    action that is there already gets what is written of it now.
    """
    wanted = list(wanted)
    stored: dict[int, dict[tuple[str, dt.date | None], PartyAction]] = {}
    keys = [party.pk for party, _all, _added in wanted]
    for action in PartyAction.objects.filter(party__in=keys) if keys else []:
        stored.setdefault(action.party_id, {})[action.kind, action.happened_on] = action
    new: list[tuple[PartyAction, WrittenAction]] = []
    for party, every, added in wanted:
        has = stored.get(party.pk, {})
        for key in () if every is None else has.keys() - {action.key for action in every}:
            has.pop(key).delete()
        for written in [*(every or ()), *([added] if added else ())]:
            known = has.get(written.key)
            if known is None:
                has[written.key] = written.fill(PartyAction(party=party))
                new.append((has[written.key], written))
            elif known.pk:
                _change(known, written, is_whole=written is not added)
    PartyAction.objects.bulk_create(action for action, _written in new)
    Representative.objects.bulk_create(
        Representative(action=action, person=person, office=office)
        for action, written in new
        for person, office in written.representatives
    )
    found: dict[int, list[PartyAction]] = {}
    for action, _written in new:
        found.setdefault(action.party_id, []).append(action)
    return found


def _change(action: PartyAction, written: WrittenAction, *, is_whole: bool) -> None:
    """Changes a stored action; what is added to one leaves alone what it does not name."""
    before = {name: value for name, value in vars(action).items() if not name.startswith("_")}
    if not is_whole:
        written.text = written.text or action.text
        if written.effective == NO_DAY:
            written.effective = (action.effective_on, action.effective_precision)
    written.fill(action)
    if any(getattr(action, name) != value for name, value in before.items()):
        action.save()
    stored = {(each.person_id, each.office): each for each in action.representatives.all()}
    named = {
        (person.pk if person else None, office): person
        for person, office in written.representatives
    }
    if is_whole:
        for key in stored.keys() - named.keys():
            stored[key].delete()
    for key in named.keys() - stored.keys():
        action.representatives.create(person=named[key], office=key[1])
