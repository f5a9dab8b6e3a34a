"""Sources, and the abstract claim: what a source states about a row."""

from typing import ClassVar, TypeVar

from django.db.models import (
    CASCADE,
    PROTECT,
    BaseConstraint,
    CharField,
    ForeignKey,
    Index,
    Model,
    PositiveSmallIntegerField,
    Q,
    TextField,
    UniqueConstraint,
    URLField,
)

from records.choices import DatePrecision
from records.constraints import one_of, or_infinite, rule, stated_precision, within_calendar
from records.fields import choice_field, date_field, precision_field
from records.models import KeyedRow, Record, own_fields
from records.search import folded_column, search_column, search_indexes
from sources.choices import ClaimKind, Credibility, Reliability, SourceKind, Verdict
from sources.querysets import ClaimQuerySet, SourceQuerySet

TargetModel = TypeVar("TargetModel", bound=Model)
LANGUAGE_PATTERN = r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$"


class Source(Record):
    """A publication, document or data set that claims are taken from."""

    # What it is
    kind = choice_field(SourceKind, 12, "Kind of publication.")
    title = CharField(max_length=300, help_text="Title as printed, in its own language.")
    author = CharField(max_length=200, blank=True, help_text="Names as printed; empty if unsigned.")
    publisher = CharField(
        max_length=200,
        blank=True,
        help_text="Who published it. Two sources of one publisher do not confirm each other.",
    )
    published_on = date_field("First day of the stated month or year if not exact.")
    published_precision = precision_field(
        "How exact the date of publication is; unknown if there is none."
    )
    language = CharField(
        max_length=20,
        blank=True,
        help_text="BCP 47 tag, with the script where it matters: en, sq, sr-Cyrl, sr-Latn.",
    )

    # Where it is
    url = URLField(max_length=500, blank=True, help_text="Address at the publisher.")
    archive_url = URLField(max_length=500, blank=True, help_text="Address of an archived copy.")
    accessed_on = date_field("Day on which it was last read there.")
    licence = CharField(
        max_length=100, blank=True, help_text="Terms of reuse, as an SPDX code where there is one."
    )

    # How reliable it is
    reliability = choice_field(
        Reliability,
        1,
        "NATO Admiralty code: how reliable this source has been so far.",
        default=Reliability.F,
    )

    # Searched
    folded = folded_column("title", "author", "publisher")
    search = search_column(title="A", author="B", publisher="B")

    objects = SourceQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["slug"]
        constraints = [
            *Record.Meta.constraints,
            one_of("kind", SourceKind),
            one_of("published_precision", DatePrecision),
            one_of("reliability", Reliability),
            *stated_precision("published_on", "published_precision"),
            rule(
                "language_wellformed",
                Q(language="") | Q(language__regex=LANGUAGE_PATTERN),
                "The language is a BCP 47 tag such as sq, sr-Cyrl or de-AT.",
            ),
            rule("titled", ~Q(title=""), "A source needs a title."),
            within_calendar("published_on", "accessed_on"),
        ]
        indexes = [
            *Record.Meta.indexes,
            Index(or_infinite("published_on", "infinity"), "id", name="sources_source_day_asc"),
            Index(or_infinite("published_on", "-infinity"), "id", name="sources_source_day_desc"),
            *search_indexes("sources_source"),
        ]

    def __str__(self) -> str:
        return self.title


class Claim(KeyedRow):
    """What a source states about a row; concrete tables add the rows that it can be about."""

    # The rows that a claim of this table can be about: an exclusive arc of foreign keys
    arc: ClassVar[tuple[str, ...]] = ()
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
    source = ForeignKey(
        Source, PROTECT, related_name="%(class)ss", help_text="The publication that states this."
    )
    locator = CharField(
        max_length=60,
        blank=True,
        help_text="Where in the source: page, paragraph, line (L23), timecode.",
    )
    attributed_to = CharField(
        max_length=120,
        blank=True,
        help_text="Whom the source names as its origin, such as “Serbian officials”.",
    )

    # What it says
    field = CharField(
        max_length=40,
        blank=True,
        help_text="The field this is about; empty means the row as a whole.",
    )
    kind = choice_field(
        ClaimKind,
        16,
        "A reported fact, or the source’s own characterisation, assessment or prediction.",
        default=ClaimKind.REPORT,
    )
    verdict = choice_field(
        Verdict,
        11,
        "Whether the source supports what the row says, contradicts it, or only mentions it.",
        default=Verdict.SUPPORTS,
    )
    asserted_value = CharField(
        max_length=300,
        blank=True,
        help_text="What the source says instead; required where it contradicts.",
    )
    quote = TextField(
        blank=True, help_text="A short quotation, only where the words themselves are the fact."
    )

    # How reliable it is
    credibility = PositiveSmallIntegerField(
        choices=Credibility.choices,
        default=Credibility.UNJUDGED,
        help_text="NATO Admiralty code; 1 needs support from two or more publishers.",
    )

    objects = ClaimQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["id"]
        verbose_name = "claim"
        constraints = [
            one_of("kind", ClaimKind),
            one_of("verdict", Verdict),
            rule(
                "credibility_known",
                Q(credibility__gte=1, credibility__lte=6),
                "Credibility runs from 1 (confirmed) to 6 (cannot be judged).",
            ),
            rule(
                "confirmed_means_supported",
                ~Q(credibility=Credibility.CONFIRMED) | Q(verdict=Verdict.SUPPORTS),
                "Only a supporting claim can be confirmed by independent sources.",
            ),
            rule(
                "contradiction_is_specific",
                ~Q(verdict=Verdict.CONTRADICTS) | ~Q(field="") & ~Q(asserted_value=""),
                "A contradicting claim names the field and what the source says instead.",
            ),
        ]
        # Contradictions are rare, and there is a filter for them.
        indexes = [
            Index(
                name="%(app_label)s_%(class)s_con",
                fields=["id"],
                condition=Q(verdict=Verdict.CONTRADICTS),
            )
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.locator}".strip()

    @classmethod
    def key_to(cls, model: type[Model]) -> str:
        """Name of the foreign key by which claims of this table are about rows of the model."""
        return next(name for name in cls.arc if cls._meta.get_field(name).related_model is model)

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
) -> "ForeignKey[TargetModel | None, TargetModel | None]":
    """A foreign key of a claim table's arc; `noun` says what one row of the model is."""
    return ForeignKey(
        model,
        CASCADE,
        null=True,
        blank=True,
        related_name="claims",
        help_text=f"The {noun} this is about.",
    )


def arc_constraints(**models: type[Model]) -> list[BaseConstraint]:
    """Constraints of a claim table: exactly one row, a field of that row, no claim twice.

    `models` are the models by the foreign keys of the arc.
    """
    one_row = Q()
    field_exists = Q(field="")
    for name, model in models.items():
        one_row |= Q(**{f"{other}__isnull": other != name for other in models})
        field_exists |= Q(**{f"{name}__isnull": False}, field__in=sorted(own_fields(model)))
    return [
        rule(
            "about_one_row",
            one_row,
            f"A claim is about exactly one of: {', '.join(models)}.",
        ),
        rule(
            "field_exists",
            field_exists,
            "The row this claim is about has no field of that name.",
        ),
        UniqueConstraint(
            name="%(app_label)s_%(class)s_unique",
            fields=["source", *models, *Claim.STATEMENT],
            nulls_distinct=False,
            violation_error_message="This source makes this claim about this row already.",
        ),
    ]
