"""Comparison of agreements: the topics that each of them covers and those they share."""

from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import Any

from rest_framework import serializers
from rest_framework.exceptions import NotFound

from agreements.api.serializers import AgreementReference, TopicReference
from agreements.models import Agreement, Clause, Topic
from api.filters import filters
from api.filters.base import UnpagedFilterSet
from api.rendering.tables import TableRenderer
from api.serializers import RowSerializer, TextListField

MOST_AGREEMENTS = 10


class CompareFilters(UnpagedFilterSet):
    ids = filters.SlugInFilter(
        f"Slugs of two to {MOST_AGREEMENTS} agreements.",
        required=True,
        at_least=2,
        at_most=MOST_AGREEMENTS,
        different=True,
        method="no_filter",
        example="tirana-declaration-2025,subotica-agreement-2025",
    )


class CellSerializer(RowSerializer):
    """The clauses of one agreement on one topic."""

    topic = serializers.CharField(help_text="Code of the topic.")
    agreement = serializers.CharField(help_text="Slug of the agreement.")
    clauses = TextListField(help_text="Keys of the clauses, by number.")
    n = serializers.IntegerField(help_text="Number of clauses.")


class UniqueSerializer(RowSerializer):
    """Topics that only one of the agreements covers."""

    agreement = serializers.CharField(help_text="Slug of the agreement.")
    topics = TextListField(help_text="Codes.")


class LikenessSerializer(RowSerializer):
    """Similarity of two agreements."""

    agreements = TextListField(help_text="Slugs of the two, in the order of the request.")
    value = serializers.FloatField(
        allow_null=True,
        help_text="Topics of both as a share of the topics of either (Jaccard), from 0 to 1; null "
        "where neither has any.",
    )


class ComparisonSerializer(RowSerializer):
    """A comparison of agreements."""

    topics = TopicReference(
        many=True, help_text="Topics that at least one of them covers, sorted by code."
    )
    agreements = AgreementReference(many=True, help_text="In the order of the request.")
    cells = CellSerializer(
        many=True, help_text="Sorted by topic and agreement; empty ones are left out."
    )
    common = TextListField(help_text="Codes of the topics that all of them cover.")
    unique = UniqueSerializer(
        many=True, help_text="For each agreement, the topics that no other one covers."
    )
    jaccard = LikenessSerializer(many=True, help_text="One entry for each pair.")


class CellsTable(TableRenderer):
    """One line for each topic of each agreement."""

    def columns(self, data: Mapping[str, Any]) -> list[str]:
        return ["topic", "label", "agreement", "clauses", "n"]

    def rows(self, data: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
        labels = {topic["code"]: topic["label"] for topic in data["topics"]}
        return ({**cell, "label": labels[cell["topic"]]} for cell in data["cells"])


def compare(slugs: list[str]) -> dict[str, list[Any]]:
    """Compares the agreements with these slugs; NotFound unless all of them are public."""
    found = {row.slug: row for row in Agreement.objects.filter(slug__in=slugs)}
    if len(found) < len(slugs):
        raise NotFound("Not all of these agreements are published.")
    clauses = Clause.objects.filter(agreement__in=found.values())
    topics: dict[str, Topic] = {}
    cells: dict[tuple[str, str], list[str]] = {}
    covered: dict[str, set[str]] = {slug: set() for slug in slugs}
    for clause in clauses.select_related("agreement").prefetch_related("topics").order_by("number"):
        slug = clause.agreement.slug
        for topic in clause.topics.all():
            topics[topic.code] = topic
            covered[slug].add(topic.code)
            cells.setdefault((topic.code, slug), []).append(f"{slug}.{clause.number}")
    return {
        "topics": [topics[code] for code in sorted(topics)],
        "agreements": [found[slug] for slug in slugs],
        "cells": [
            {"topic": code, "agreement": slug, "clauses": keys, "n": len(keys)}
            for code in sorted(topics)
            for slug in slugs
            if (keys := cells.get((code, slug)))
        ],
        "common": sorted(set.intersection(*covered.values())),
        "unique": [
            {"agreement": slug, "topics": sorted(own - _others(covered, slug))}
            for slug, own in covered.items()
        ],
        "jaccard": [
            {"agreements": [one, other], "value": _likeness(covered[one], covered[other])}
            for one, other in combinations(slugs, 2)
        ],
    }


def _others(covered: dict[str, set[str]], slug: str) -> set[str]:
    return {code for other, codes in covered.items() if other != slug for code in codes}


def _likeness(one: set[str], other: set[str]) -> float | None:
    either = one | other
    return round(len(one & other) / len(either), 4) if either else None
