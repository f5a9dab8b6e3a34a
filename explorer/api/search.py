"""Search over all records, and suggestions while a name is typed."""

from typing import Any

from django import forms
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from api.absolute_urls import absolute_url, link_header
from api.errors import ParameterError
from api.filters.base import MAX_TEXT_LENGTH
from api.filters.values import ChoiceField, NumberField
from api.form_views import REQUIRED_MESSAGE, ParameterForm, ParameterFormView
from api.serializers import RowSerializer
from explorer.search import (
    MAX_SEARCH_RESULTS,
    SEARCHED_KINDS,
    SUGGESTED_KINDS,
    search,
    shown,
    suggestions,
)
from records.search import SearchTerms

PAGE_SIZE = 20
LARGEST_PAGE = 100
SHORTEST_TYPED = 2
CLAUSE_KEYS = {"clause": "key"}


class SearchForm(ParameterForm):
    examples = {"q": "Вучић", "kind": "event", "page_size": "10", "page": "1"}

    q = forms.CharField(
        max_length=MAX_TEXT_LENGTH,
        error_messages=REQUIRED_MESSAGE,
        help_text="Words in web search syntax: all of them, “or”, -without, “a phrase”.",
    )
    kind = ChoiceField(
        required=False,
        choices=[(kind, kind) for kind in SEARCHED_KINDS],
        help_text="Only records of this kind.",
    )
    page_size = NumberField(
        required=False,
        min_value=1,
        max_value=LARGEST_PAGE,
        help_text=f"Records on a page; {PAGE_SIZE} without it.",
    )
    page = NumberField(
        required=False,
        min_value=1,
        max_value=MAX_SEARCH_RESULTS,
        help_text=f"Number of the page, from 1; pages reach down to record {MAX_SEARCH_RESULTS:,}.",
    )

    def find_errors(self) -> list[ParameterError]:
        found = super().find_errors()
        page, size = self.cleaned_data.get("page"), self.cleaned_data.get("page_size") or PAGE_SIZE
        last = MAX_SEARCH_RESULTS // size
        if page and page > last:
            found.append(
                ParameterError("page", "max_value", f"The last page of this size is {last}.")
            )
        return found


class SuggestForm(ParameterForm):
    examples = {"q": "ser"}

    q = forms.CharField(
        min_length=SHORTEST_TYPED,
        max_length=MAX_TEXT_LENGTH,
        error_messages=REQUIRED_MESSAGE,
        help_text="What has been typed of a name or title, from two characters on.",
    )


class HitSerializer(RowSerializer):
    """One record that was found."""

    resource = serializers.CharField(help_text="Name of its list.")
    kind = serializers.ChoiceField(choices=list(SEARCHED_KINDS), help_text="Kind of record.")
    slug = serializers.CharField(help_text="Slug of the record; key of a clause.")
    url = serializers.URLField(help_text="Address of the record in this API.")
    title = serializers.CharField(help_text="Title, name or heading.")
    snippet = serializers.CharField(
        help_text="The sentence of its description, summary or text that fits best, or empty."
    )
    rank = serializers.FloatField(help_text="How well it fits, from 0; 2 or more as written.")


class SearchSerializer(RowSerializer):
    """What was found, best first."""

    count = serializers.IntegerField(help_text="How many records were ranked.")
    count_is_exact = serializers.BooleanField(
        help_text="False where very many records of a kind have the words: only the latest were ranked."
    )
    as_written = serializers.BooleanField(
        help_text="False where no record has the words, and these have words that look alike."
    )
    next = serializers.URLField(allow_null=True, help_text="Address of the next page.")
    previous = serializers.URLField(allow_null=True, help_text="Address of the page before.")
    results = HitSerializer(many=True)


class SuggestionSerializer(RowSerializer):
    """One record that may be meant."""

    resource = serializers.CharField(help_text="Name of its list.")
    kind = serializers.ChoiceField(choices=SUGGESTED_KINDS, help_text="Kind of record.")
    slug = serializers.CharField(help_text="Slug of the record.")
    label = serializers.CharField(  # type: ignore[assignment]
        source="title", help_text="Its name or title."
    )


class SuggestionsSerializer(RowSerializer):
    """What may be meant, best first."""

    results = SuggestionSerializer(many=True)


class SearchView(ParameterFormView):
    """All records that have the words of a query in any script, best first."""

    form_class = SearchForm
    answer_serializer = SearchSerializer

    def get(self, request: Any) -> Response:
        answer = super().get(request)
        for name, value in link_header(answer.data["next"], answer.data["previous"]).items():
            answer[name] = value
        return answer

    def get_answer(
        self, *, q: str, kind: str, page_size: int | None, page: int | None
    ) -> dict[str, Any]:
        size, number = page_size or PAGE_SIZE, page or 1
        start, stop = (number - 1) * size, number * size
        words = SearchTerms.of(q)
        found = search(words, [kind] if kind else SEARCHED_KINDS, start=start, stop=stop)
        if number > 1 and not found.hits:
            raise NotFound("The list has no page of this number.")
        rows = shown(found.hits, words)
        for row in rows:
            key = {CLAUSE_KEYS.get(row["kind"], "slug"): row["slug"]}
            row["url"] = absolute_url(f"{row['kind']}-detail", kwargs=key, request=self.request)
        more = found.count > stop and stop + size <= MAX_SEARCH_RESULTS
        return {
            "count": found.count,
            "count_is_exact": found.is_whole,
            "as_written": found.as_written,
            "next": self._page(number + 1) if more else None,
            "previous": self._page(number - 1) if number > 1 else None,
            "results": rows,
        }

    def _page(self, number: int) -> str:
        return str(replace_query_param(self.request.build_absolute_uri(), "page", number))


class SuggestView(ParameterFormView):
    """At most ten records whose name may be what is being typed, best first."""

    form_class = SuggestForm
    answer_serializer = SuggestionsSerializer

    def get_answer(self, *, q: str) -> dict[str, Any]:
        return {"results": shown(suggestions(SearchTerms.of(q)))}
