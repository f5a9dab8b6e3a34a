"""Filters of the lists of actors and relationships."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, ClassVar

from actors.api.standings import StandingQuestion
from actors.choices import (
    STANDING_KINDS,
    ActorKind,
    ActorScheme,
    RelationshipKind,
    RelationshipScheme,
    RelationshipStatus,
)
from actors.models import Actor
from actors.querysets import ActorQuerySet
from api.errors import ParameterError
from api.filters import filters
from api.filters.base import RecordFilterSet, StrictFilterSet
from api.filters.facets import Facet
from api.filters.merged_slugs import find_public
from api.filters.values import day_asked, kind_value_validator
from records.rules import SLUG_PATTERN

# Parameters about relationships on the day `on`, each with the method that answers it
RELATED_ON_A_DAY = {
    "member_of": "members_of",
    "member_of__not": "not_members_of",
    "recognising": "recognising",
    "not_recognising": "not_recognising",
}
# The kinds of these relationships
KIND_OF_RELATED = {
    "member_of": RelationshipKind.MEMBERSHIP,
    "member_of__not": RelationshipKind.MEMBERSHIP,
    "recognising": RelationshipKind.RECOGNITION,
    "not_recognising": RelationshipKind.RECOGNITION,
}
# Parameters about standings that are not recorded, each with whether these lead to the named actor
NO_STANDING = {"no_standing_towards": True, "no_standing_of": False}
STANDING_VALIDATOR = kind_value_validator(STANDING_KINDS, "recognition:kosovo", SLUG_PATTERN)


class ActorFilters(RecordFilterSet):
    facets: ClassVar = {"kind": Facet("kind"), "country": Facet("country__slug", "country__name")}
    examples = {"slug__in": "albania,nato"}

    q = filters.SearchFilter(
        "Words of a name, an alias or the description, in any script.", example="Vučić"
    )
    kind = filters.ChoiceFilter(ActorKind, "Kind of actor.", example="state")
    kind__in = filters.ChoiceInFilter("kind", ActorKind, example="state,igo")
    kind__not = filters.ChoiceNotFilter("kind", ActorKind, example="person,group")
    iso3 = filters.ChildFilter(
        "identifiers__value",
        "ISO 3166-1 alpha-3 code, such as SRB.",
        child_lookups={"scheme": ActorScheme.ISO3, "preferred": True},
        regex=r"^[A-Z]{3}$",
        error_messages={"invalid": "An ISO 3166-1 code is needed, such as SRB."},
        example="SRB",
    )
    identifier = filters.IdentifierFilter(ActorScheme, "cow:345")
    country = filters.ReferenceFilter(
        Actor, "Slug of the country of a person, institution or force.", example="serbia"
    )
    country__in = filters.ReferenceInFilter(
        Actor,
        "Slugs of countries of persons, institutions or forces.",
        "country",
        example="serbia,albania",
    )
    member_of = filters.SlugFilter(
        "Slug of an organisation: its full members on the day `on` (default: today).",
        method="by_relationship",
        example="nato",
    )
    member_of__not = filters.SlugInFilter(
        "Slugs of organisations: actors not known to be full members of any of them on the "
        "day `on` (default: today).",
        method="by_relationship",
        example="nato",
    )
    recognising = filters.SlugFilter(
        "Slug of a state: actors known to recognise it on the day `on` (default: today).",
        method="by_relationship",
        example="kosovo",
    )
    not_recognising = filters.SlugFilter(
        "Slug of a state: actors known not to recognise it on the day `on` (default: "
        "today). Actors without a recorded position are left out.",
        method="by_relationship",
        example="kosovo",
    )
    no_standing_towards = filters.TextFilter(
        "Kind of relationship and slug, such as recognition:kosovo: actors that have none recorded "
        "towards this actor; with the day `on`, none known to hold on it. Kinds: membership, "
        "recognition, alignment.",
        method="by_missing_standing",
        validators=[STANDING_VALIDATOR],
        example="recognition:kosovo",
    )
    no_standing_of = filters.TextFilter(
        "The same in the other direction: actors towards which this actor has none recorded.",
        method="by_missing_standing",
        validators=[STANDING_VALIDATOR],
        example="membership:serbia",
    )
    on = filters.DayFilter(
        "Day for `member_of`, `member_of__not`, `recognising`, `not_recognising`, "
        "`no_standing_…` and `identifier`.",
        method="no_filter",
        example="2025-03-18",
    )
    party_to = filters.ChildFilter(
        "agreement_roles__agreement__slug",
        "Slug of an agreement: actors with any role in it.",
        example="tirana-declaration-2025",
    )
    active_on = filters.DayFilter(
        "Known to have existed on this day.", queryset_method="existing_on", example="1990-01-01"
    )

    def find_errors(self) -> list[ParameterError]:
        found = super().find_errors()
        on_a_day = [*RELATED_ON_A_DAY, *NO_STANDING, "identifier"]
        if "on" in self.data and not any(name in self.data for name in on_a_day):
            needed = ", ".join(f"`{name}`" for name in on_a_day)
            found.append(ParameterError("on", "incomplete", f"This day needs one of {needed}."))
        return found

    def by_relationship(
        self, rows: ActorQuerySet, name: str, value: str | list[str]
    ) -> ActorQuerySet:
        """Actors with, or without, the relationship that the parameter names, on the day `on`."""
        others = self.public_ids(Actor, [value] if isinstance(value, str) else value)
        return getattr(rows, RELATED_ON_A_DAY[name])(
            *others, on=day_asked(self.form.cleaned_data, self.today)
        )

    def by_missing_standing(self, rows: ActorQuerySet, name: str, value: str) -> ActorQuerySet:
        kind, _, slug = value.partition(":")
        on = self.form.cleaned_data.get("on")
        asked = RelationshipKind(kind), [slug], self
        for question in standing_questions(*asked, towards=NO_STANDING[name], on=on):
            return question.actors(rows)
        return rows.filter(pk__in=[])

    def standing_questions(self) -> list[StandingQuestion]:
        """The standings that the list is about, each towards one actor."""
        asked = self.form.cleaned_data
        questions: list[StandingQuestion] = []
        for name, kind in KIND_OF_RELATED.items():
            slugs = asked.get(name) or []
            slugs = [slugs] if isinstance(slugs, str) else slugs
            on = day_asked(asked, self.today)
            questions += standing_questions(kind, slugs, self, towards=True, on=on)
        return list(dict.fromkeys(questions))

    def actor_kinds(self) -> list[str]:
        """The kinds of actors that the list is limited to; none if it is not."""
        return values_asked(self.form.cleaned_data, "kind")


class RelationshipFilters(RecordFilterSet):
    facets: ClassVar = {
        "kind": Facet("kind"),
        "status": Facet("status"),
        "subject": Facet("subject__slug", "subject__name"),
        "object": Facet("object__slug", "object__name"),
    }
    examples = {"slug__in": "serbia-membership-nato"}

    identifier = filters.IdentifierFilter(
        RelationshipScheme, "url:https://history.state.gov/countries/kosovo"
    )
    kind = filters.ChoiceFilter(RelationshipKind, "Kind of relationship.", example="membership")
    kind__in = filters.ChoiceInFilter("kind", RelationshipKind, example="membership,office")
    status = filters.ChoiceFilter(
        RelationshipStatus, "Status of the relationship.", example="member"
    )
    kind__not = filters.ChoiceNotFilter("kind", RelationshipKind, example="membership,office")
    status__in = filters.ChoiceInFilter("status", RelationshipStatus, example="member,founding")
    status__not = filters.ChoiceNotFilter("status", RelationshipStatus, example="member,recognised")
    subject = filters.ReferenceFilter(
        Actor, "Slug of the member, office holder or recognising state.", example="albania"
    )
    object = filters.ReferenceFilter(
        Actor, "Slug of the organisation, state or recognised state.", example="nato"
    )
    actor = filters.ReferenceFilter(
        Actor, "Slug of either side.", "subject", "object", example="kosovo"
    )
    subject__in = filters.ReferenceInFilter(
        Actor,
        "Slugs of members, office holders or recognising states.",
        "subject",
        example="albania,croatia",
    )
    object__in = filters.ReferenceInFilter(
        Actor,
        "Slugs of organisations, states or recognised states.",
        "object",
        example="nato,european-union",
    )
    on = filters.DayFilter(
        "Known to hold on this day.", queryset_method="in_force_on", example="2025-03-18"
    )

    def standing_questions(self) -> list[StandingQuestion]:
        """The standings that the list is about, if they are of one kind and towards one actor, or of one."""
        asked = self.form.cleaned_data
        kinds, objects, subjects = (
            values_asked(asked, name) for name in ("kind", "object", "subject")
        )
        if asked.get("actor") or len(kinds) != 1 or (objects and subjects):
            return []
        return standing_questions(
            RelationshipKind(kinds[0]),
            objects or subjects,
            self,
            towards=bool(objects),
            on=asked.get("on"),
        )

    def actor_kinds(self) -> list[str]:
        """The kinds of actors that the list is limited to: it is not."""
        return []


def values_asked(asked: dict[str, Any], name: str) -> list[str]:
    """The value of a parameter, or those of its `__in`."""
    return [asked[name]] if asked.get(name) else asked.get(f"{name}__in") or []


def standing_questions(
    kind: RelationshipKind,
    slugs: Sequence[str],
    filterset: StrictFilterSet,
    *,
    towards: bool,
    on: dt.date | None,
) -> list[StandingQuestion]:
    """The question for one public actor; none for several slugs, or a kind that is no standing."""
    if len(slugs) != 1 or kind not in STANDING_KINDS:
        return []
    found = find_public(Actor, slugs, filterset.version)
    filterset.followed.update(found.followed)
    slug = found.followed[0].merged_into if found.followed else slugs[0]
    return [StandingQuestion(kind, key, slug, towards, on) for key in found.keys]
