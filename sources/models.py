"""Sources, and the abstract claim: what a source states about a row."""

from typing import ClassVar, TypeVar

from django.db import models
from django.db.models import CASCADE, Model, Q

from records import fields, rules
from records.identifiers import Identifier, identifier_rules, scheme_field
from records.models import Record, cited_fields
from records.public_ids import IdentifiedRow, former_id_index, unique_public_id
from records.search import folded_column, search_column, search_indexes
from records.sorting import sort_index, sort_key_column
from records.visibility import shows, visible_with
from sources.choices import (
    ClaimKind,
    Credibility,
    Reliability,
    SourceKind,
    SourceScheme,
    Verdict,
)
from sources.querysets import ClaimQuerySet, SourceQuerySet
from sources.quoting import LONG_QUOTE_MESSAGE, SHORT_QUOTE, source_is_quoted_a_tenth
from sources.triggers import Arc, relies_on_an_origin

TargetModel = TypeVar("TargetModel", bound=Model)


class Source(Record):
    """A publication, document or data set that claims are taken from."""

    dated_by = ("published_on", "published_precision")

    # What it is
    kind = fields.choice(SourceKind, 12, "Kind of publication.")
    title = fields.short_text(300, "Title as printed, in its own language.")
    author = fields.short_text(200, "Names as printed; empty if unsigned.", blank=True)
    publisher = fields.short_text(
        200, "Who published it. Two sources of one publisher do not confirm each other.", blank=True
    )
    published_on = fields.date("First day of the stated month or year if not exact.")
    published_precision = fields.precision(
        "How exact the date of publication is; unknown if there is none."
    )
    language = fields.short_text(
        20, "BCP 47 tag, with the script where it matters: en, sq, sr-Cyrl, sr-Latn.", blank=True
    )

    # Where it is
    url = fields.address("Address at the publisher.")
    archive_url = fields.address("Address of an archived copy.")
    accessed_on = fields.date("Day on which it was last read there.")
    licence = fields.short_text(
        100, "Terms of reuse, as an SPDX code where there is one.", blank=True
    )

    # What it repeats
    relies_on = fields.optional_reference(
        "self",
        "relied_on_by",
        "The source that this one repeats, such as the agency behind a news report: one origin, so that "
        "they do not confirm each other. Of a chain name the first.",
    )

    # How much of it may be quoted
    word_count = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text="Number of words of the work, if known: all quotes of it together may have a tenth of them.",
    )

    # How reliable it is
    reliability = fields.choice(
        Reliability,
        1,
        "NATO Admiralty code: how reliable this source has been so far.",
        default=Reliability.F,
    )

    # Searched
    folded = folded_column("title", "author", "publisher")
    search = search_column(title="A", author="B", publisher="B")

    # Sorted
    sort_key = sort_key_column("title")

    objects = SourceQuerySet.as_manager()

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            *rules.known(kind=SourceKind, reliability=Reliability),
            *rules.stated_precision("published_on", "published_precision"),
            rules.language_tag(optional=True),
            rules.check("titled", ~Q(title=""), "A source needs a title."),
            rules.within_calendar("published_on", "accessed_on"),
            rules.different("relies_on", "id", "A source cannot rely on itself."),
            rules.check(
                "has_words",
                Q(word_count__isnull=True) | Q(word_count__gt=0),
                "A work has at least one word; leave the number empty if it is unknown.",
            ),
        ]
        indexes = [
            *Record.Meta.indexes,
            *rules.day_indexes("sources_source", "published_on"),
            *search_indexes("sources_source"),
            sort_index("sources_source"),
        ]
        triggers = [
            *Record.Meta.triggers,
            shows("sources_sourceidentifier", "source"),
            relies_on_an_origin(),
            source_is_quoted_a_tenth(),
        ]

    def __str__(self) -> str:
        return self.title


class SourceIdentifier(Identifier):
    """A code of a source in a library catalogue or another register."""

    source = fields.part_of(Source, "identifiers", "The source that the code stands for.")
    schemes = SourceScheme
    scheme = scheme_field(SourceScheme)

    class Meta(Identifier.Meta):
        ordering = ["source", "scheme", "value"]
        triggers = [visible_with(source="sources_source")]
        constraints = identifier_rules("source", SourceScheme)


class Claim(IdentifiedRow):
    """What a source states about a row; concrete tables add the rows that it can be about."""

    # The rows that a claim of this table can be about: an exclusive arc of foreign keys, with their models
    arc: ClassVar[Arc] = {}
    # Two claims of one source about one row are the same if these fields agree
    STATEMENT: ClassVar[tuple[str, ...]] = (
        "field",
        "kind",
        "verdict",
        "locator",
        "attributed_to",
        "asserted_value",
    )

    # Who says it, where
    source = fields.reference(Source, "%(class)ss", "The publication that states this.")
    locator = fields.short_text(
        60, "Where in the source: page, paragraph, line (L23), timecode.", blank=True
    )
    attributed_to = fields.short_text(
        120, "Whom the source names as its origin, such as “Serbian officials”.", blank=True
    )

    # What it says
    field = fields.short_text(
        40, "The field this is about; empty means the row as a whole.", blank=True
    )
    kind = fields.choice(
        ClaimKind,
        16,
        "A reported fact, or the source’s own characterisation, assessment or prediction.",
        default=ClaimKind.REPORT,
    )
    verdict = fields.choice(
        Verdict,
        11,
        "Whether the source supports what the row says, contradicts it, or only mentions it.",
        default=Verdict.SUPPORTS,
    )
    asserted_value = fields.short_text(
        300, "What the source says instead; required where it contradicts.", blank=True
    )
    quote = fields.text("At most 20 words, only where the words themselves are the fact.")

    # How reliable it is
    credibility = models.PositiveSmallIntegerField(
        choices=Credibility.choices,
        default=Credibility.UNJUDGED,
        help_text="NATO Admiralty code; 1 needs support from two or more publishers and origins.",
    )

    objects = ClaimQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["id"]
        verbose_name = "claim"
        constraints = [
            *rules.known(kind=ClaimKind, verdict=Verdict),
            rules.check(
                "credibility_known",
                Q(credibility__gte=1, credibility__lte=6),
                "Credibility runs from 1 (confirmed) to 6 (cannot be judged).",
            ),
            rules.check(
                "confirmed_means_supported",
                ~Q(credibility=Credibility.CONFIRMED) | Q(verdict=Verdict.SUPPORTS),
                "Only a supporting claim can be confirmed by independent sources.",
            ),
            rules.check(
                "contradiction_is_specific",
                ~Q(verdict=Verdict.CONTRADICTS) | ~Q(field="") & ~Q(asserted_value=""),
                "A contradicting claim names the field and what the source says instead.",
            ),
            rules.check("quote_is_short", Q(quote__regex=SHORT_QUOTE), LONG_QUOTE_MESSAGE),
        ]
        # Contradictions are rare, and there is a filter for them.
        indexes = [
            models.Index(
                name="%(app_label)s_%(class)s_con",
                fields=["id"],
                condition=Q(verdict=Verdict.CONTRADICTS),
            ),
            former_id_index("%(app_label)s_%(class)s_ids"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.locator}".strip()

    @classmethod
    def key_to(cls, model: type[Model]) -> str:
        """Name of the foreign key by which claims of this table are about rows of the model."""
        return next(name for name, target in cls.arc.items() if target is model)

    @classmethod
    def path_to_record(cls, name: str) -> str:
        """The lookup path by a foreign key of the arc to a record: to the row, or to what it is part of."""
        path, model = [name], cls.arc[name]
        while wholes := [
            key
            for key in model._meta.fields
            if key.many_to_one and getattr(key.remote_field, "on_delete", None) is CASCADE
        ]:
            path.append(wholes[0].name)
            model = wholes[0].related_model  # type: ignore[assignment]
        return "__".join(path)

    @property
    def about(self) -> str:
        """Name of the foreign key that is set: the kind of row that the claim is about."""
        return next(name for name in self.arc if getattr(self, f"{name}_id") is not None)

    def natural_key(self) -> tuple[object, ...]:
        row = getattr(self, self.about)
        statement = (getattr(self, name) for name in self.STATEMENT)
        return (self.source.slug, self.about, list(row.natural_key()), *statement)


def claim_target(
    model: type[TargetModel], noun: str
) -> "models.ForeignKey[TargetModel | None, TargetModel | None]":
    """A foreign key of a claim table's arc; `noun` says what one row of the model is."""
    about = f"The {noun} this is about."
    return models.ForeignKey(
        model, CASCADE, null=True, blank=True, related_name="claims", help_text=about
    )


def arc_constraints(arc: Arc) -> list[models.BaseConstraint]:
    """Constraints of a claim table: exactly one row, a field of that row, no claim twice."""
    one_row = Q()
    field_exists = Q(field="")
    for name, model in arc.items():
        one_row |= Q(**{f"{other}__isnull": other != name for other in arc})
        field_exists |= Q(**{f"{name}__isnull": False}, field__in=sorted(cited_fields(model)))
    return [
        rules.check(
            "about_one_row", one_row, f"A claim is about exactly one of: {', '.join(arc)}."
        ),
        rules.check(
            "field_exists", field_exists, "The row this claim is about has no field of that name."
        ),
        rules.unique(
            ["source", *arc, *Claim.STATEMENT],
            "This source makes this claim about this row already.",
            nulls_distinct=False,
        ),
        unique_public_id(),
    ]
