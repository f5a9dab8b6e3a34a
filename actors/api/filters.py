"""Filters of the lists of actors and relationships."""

from typing import ClassVar

from actors.choices import ActorKind, IdentifierScheme, RelationshipKind, RelationshipStatus
from actors.models import Actor
from actors.querysets import ActorQuerySet
from api.errors import ParameterError
from api.filters import filters
from api.filters.base import RecordFilterSet
from api.filters.facets import Facet
from api.filters.values import day_asked, kind_value_validator

# Parameters about relationships on the day `on`, each with the method that answers it
RELATED_ON_A_DAY = {
    "member_of": "members_of",
    "member_of__not": "not_members_of",
    "recognising": "recognising",
    "not_recognising": "not_recognising",
}


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
        child_lookups={"scheme": IdentifierScheme.ISO3, "preferred": True},
        regex=r"^[A-Z]{3}$",
        error_messages={"invalid": "An ISO 3166-1 code is needed, such as SRB."},
        example="SRB",
    )
    identifier = filters.TextFilter(
        "System and code, such as cow:345 or wikidata:Q403; finds the actor for which the "
        "code is `preferred`.",
        method="by_identifier",
        validators=[kind_value_validator(IdentifierScheme.values, "cow:345")],
        example="cow:345",
    )
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
    on = filters.DayFilter(
        "Day for `member_of`, `member_of__not`, `recognising` and `not_recognising`.",
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
    examples = {"slug__in": "serbia-membership-nato"}

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
