"""Filters of the lists of actors and relationships."""

from typing import ClassVar

from actors.choices import (
    ActorKind,
    IdentifierScheme,
    RelationshipKind,
    RelationshipStatus,
)
from actors.models import Actor
from actors.querysets import ActorQuerySet
from api.errors import ParameterError
from api.filters.base import ChoiceFilter, ChoiceInFilter, DayFilter, SlugFilter, TextFilter
from api.filters.facets import Facet
from api.filters.multi_value import (
    ChoiceNotFilter,
    RecordFilterSet,
    ReferenceInFilter,
    SlugInFilter,
)
from api.filters.references import ChildFilter, ReferenceFilter
from api.filters.values import day_asked, kind_value_validator

# Parameters about relationships on the day `on`, each with the method that answers it
RELATED_ON_A_DAY = {
    "member_of": "members_of",
    "member_of__not": "not_members_of",
    "recognising": "recognising",
    "not_recognising": "not_recognising",
}


class ActorFilters(RecordFilterSet):
    facets: ClassVar = {
        "kind": Facet("kind"),
        "country": Facet("country__slug", "country__name"),
    }
    examples = {
        "slug__in": "albania,nato",
        "updated_at__gte": "2025-01-01",
        "q": "Vučić",
        "kind": "state",
        "kind__in": "state,igo",
        "kind__not": "person,group",
        "iso3": "SRB",
        "identifier": "cow:345",
        "country": "serbia",
        "country__in": "serbia,albania",
        "member_of": "nato",
        "member_of__not": "nato",
        "recognising": "kosovo",
        "not_recognising": "kosovo",
        "on": "2025-03-18",
        "active_on": "1990-01-01",
        "party_to": "tirana-declaration-2025",
    }

    q = TextFilter(
        queryset_method="matching",
        help_text="Words of a name, an alias or the description, in any script.",
    )
    kind = ChoiceFilter(choices=ActorKind.choices, help_text="Kind of actor.")
    kind__in = ChoiceInFilter("kind", ActorKind)
    kind__not = ChoiceNotFilter("kind", ActorKind)
    iso3 = ChildFilter(
        {"identifiers": "value"},
        child_lookups={"scheme": IdentifierScheme.ISO3, "preferred": True},
        regex=r"^[A-Z]{3}$",
        error_messages={"invalid": "An ISO 3166-1 code is needed, such as SRB."},
        help_text="ISO 3166-1 alpha-3 code, such as SRB.",
    )
    identifier = TextFilter(
        method="by_identifier",
        validators=[kind_value_validator(IdentifierScheme.values, "cow:345")],
        help_text="System and code, such as cow:345 or wikidata:Q403; finds the actor for which the "
        "code is `preferred`.",
    )
    country = ReferenceFilter(
        Actor, help_text="Slug of the country of a person, institution or force."
    )
    country__in = ReferenceInFilter(
        Actor,
        field_name="country",
        help_text="Slugs of countries of persons, institutions or forces.",
    )
    member_of = SlugFilter(
        method="by_relationship",
        help_text="Slug of an organisation: its full members on the day `on` (default: today).",
    )
    member_of__not = SlugInFilter(
        method="by_relationship",
        help_text="Slugs of organisations: actors not known to be full members of any of them on the "
        "day `on` (default: today).",
    )
    recognising = SlugFilter(
        method="by_relationship",
        help_text="Slug of a state: actors known to recognise it on the day `on` (default: today).",
    )
    not_recognising = SlugFilter(
        method="by_relationship",
        help_text="Slug of a state: actors known not to recognise it on the day `on` (default: "
        "today). Actors without a recorded position are left out.",
    )
    on = DayFilter(
        method="no_filter",
        help_text="Day for `member_of`, `member_of__not`, `recognising` and `not_recognising`.",
    )
    party_to = ChildFilter(
        {"agreement_roles": "agreement__slug"},
        help_text="Slug of an agreement: actors with any role in it.",
    )
    active_on = DayFilter(
        queryset_method="existing_on", help_text="Known to have existed on this day."
    )

    def find_errors(self) -> list[ParameterError]:
        found = super().find_errors()
        if "on" in self.data and not any(name in self.data for name in RELATED_ON_A_DAY):
            needed = ", ".join(f"`{name}`" for name in RELATED_ON_A_DAY)
            found.append(ParameterError("on", "incomplete", f"This day needs one of {needed}."))
        return found

    def by_identifier(self, rows: ActorQuerySet, name: str, value: str) -> ActorQuerySet:
        scheme, _, code = value.partition(":")
        return rows.filter(
            rows.child_exists("identifiers", scheme=scheme, value=code, preferred=True)
        )

    def by_relationship(
        self, rows: ActorQuerySet, name: str, value: str | list[str]
    ) -> ActorQuerySet:
        """Actors with, or without, the relationship that the parameter names, on the day `on`."""
        others = self.public_ids(Actor, [value] if isinstance(value, str) else value)
        return getattr(rows, RELATED_ON_A_DAY[name])(
            *others, on=day_asked(self.form.cleaned_data, self.today)
        )


class RelationshipFilters(RecordFilterSet):
    facets: ClassVar = {
        "kind": Facet("kind"),
        "status": Facet("status"),
        "subject": Facet("subject__slug", "subject__name"),
        "object": Facet("object__slug", "object__name"),
    }
    examples = {
        "slug__in": "serbia-membership-nato",
        "updated_at__gte": "2025-01-01",
        "kind": "membership",
        "kind__in": "membership,office",
        "kind__not": "membership,office",
        "status": "member",
        "status__in": "member,founding",
        "status__not": "member,recognised",
        "subject": "albania",
        "subject__in": "albania,croatia",
        "object": "nato",
        "object__in": "nato,european-union",
        "actor": "kosovo",
        "on": "2025-03-18",
    }

    kind = ChoiceFilter(choices=RelationshipKind.choices, help_text="Kind of relationship.")
    kind__in = ChoiceInFilter("kind", RelationshipKind)
    status = ChoiceFilter(
        choices=RelationshipStatus.choices, help_text="Status of the relationship."
    )
    kind__not = ChoiceNotFilter("kind", RelationshipKind)
    status__in = ChoiceInFilter("status", RelationshipStatus)
    status__not = ChoiceNotFilter("status", RelationshipStatus)
    subject = ReferenceFilter(
        Actor, help_text="Slug of the member, office holder or recognising state."
    )
    object = ReferenceFilter(
        Actor, help_text="Slug of the organisation, state or recognised state."
    )
    actor = ReferenceFilter(Actor, "subject", "object", help_text="Slug of either side.")
    subject__in = ReferenceInFilter(
        Actor,
        field_name="subject",
        help_text="Slugs of members, office holders or recognising states.",
    )
    object__in = ReferenceInFilter(
        Actor, field_name="object", help_text="Slugs of organisations, states or recognised states."
    )
    on = DayFilter(queryset_method="in_force_on", help_text="Known to hold on this day.")
