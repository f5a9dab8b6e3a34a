"""Closed lists of sources and claims."""

from django.db.models import IntegerChoices, TextChoices

from records.choices import (
    CELEX_SCHEME,
    OWN_SCHEME,
    PAGE_SCHEME,
    UN_DOCUMENT_SCHEME,
    WIKIDATA_SCHEME,
    IdentifierScheme,
)


class SourceKind(TextChoices):
    TREATY_TEXT = "treaty_text", "Treaty text"
    GAZETTE = "gazette", "Official gazette"
    OFFICIAL = "official", "Official statement or site"
    IGO_DOCUMENT = "igo_document", "Document of an international organisation"
    WIRE = "wire", "News agency"
    NEWS = "news", "News"
    ANALYSIS = "analysis", "Analysis"
    ACADEMIC = "academic", "Academic work"
    DATASET = "dataset", "Data set"
    SOCIAL = "social", "Social media"
    TRANSCRIPT = "transcript", "Transcript"
    INTERVIEW = "interview", "Interview"


class SourceScheme(IdentifierScheme):
    """Systems with codes for sources."""

    DOI = (
        "doi",
        r"^10\.[0-9]{4,9}/[^\sA-Z]+$",
        "10.1080/03050629908434958",
        ", in lower case and without https://doi.org/",
        "DOI",
    )
    ISBN = (
        "isbn",
        r"^(97[89][0-9]{10}|[0-9]{9}[0-9X])$",
        "9780198278719",
        ", without hyphens",
        "ISBN",
    )
    UN_DOCUMENT = UN_DOCUMENT_SCHEME
    CELEX = CELEX_SCHEME
    WIKIDATA = WIKIDATA_SCHEME
    PAGE = PAGE_SCHEME
    OWN = OWN_SCHEME


class Reliability(TextChoices):
    """Reliability of a source (NATO Admiralty code, AJP-2.1)."""

    A = "A", "A completely reliable"
    B = "B", "B usually reliable"
    C = "C", "C fairly reliable"
    D = "D", "D not usually reliable"
    E = "E", "E unreliable"
    F = "F", "F cannot be judged"


class Credibility(IntegerChoices):
    """Credibility of a claim (NATO Admiralty code, AJP-2.1)."""

    CONFIRMED = 1, "1 confirmed by independent sources"
    PROBABLE = 2, "2 probably true"
    POSSIBLE = 3, "3 possibly true"
    DOUBTFUL = 4, "4 doubtful"
    IMPROBABLE = 5, "5 improbable"
    UNJUDGED = 6, "6 cannot be judged"


class ClaimKind(TextChoices):
    REPORT = "report", "Report of a fact"
    CHARACTERISATION = "characterisation", "Characterisation"
    ASSESSMENT = "assessment", "Assessment"
    MOTIVE = "motive", "Motive ascribed"
    PREDICTION = "prediction", "Prediction"


class Verdict(TextChoices):
    SUPPORTS = "supports", "Supports"
    CONTRADICTS = "contradicts", "Contradicts"
    MENTIONS = "mentions", "Mentions"
