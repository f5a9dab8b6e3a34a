"""Search in all records, and suggestions for a name that is being typed."""

from typing import Any

from django import forms
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from api.absolute_urls import absolute_url, link_header
from api.errors import ParameterError
from api.filters.values import MAX_TEXT_LENGTH, ChoiceField, NumberField
from api.form_views import ParameterForm, ParameterFormView
from api.rendering.tables import ListTableRenderer
from api.serializers import RowSerializer
from explorer.search import (
    MAX_SEARCH_RESULTS,
    SEARCHED_KINDS,
    SUGGESTED_KINDS,
    result_rows,
    search,
    suggestions,
)
from records.search import SearchTerms

PAGE_SIZE = 20
MAX_SEARCH_PAGE_SIZE = 100
MIN_TYPED_LENGTH = 2
CLAUSE_KEYS = {"clause": "key"}


class SearchForm(ParameterForm):
    examples = {"q": "Вучић", "kind": "event", "page_size": "10", "page": "1"}

    q = forms.CharField(
        max_length=MAX_TEXT_LENGTH,
        help_text="Search terms; all must match. Also: “or”, -excluded, “a phrase”.",
    )
    kind = ChoiceField(
        required=False,
        choices=[(kind, kind) for kind in SEARCHED_KINDS],
        help_text="Only records of this kind.",
    )
    page_size = NumberField(
        required=False,
        min_value=1,
        max_value=MAX_SEARCH_PAGE_SIZE,
        help_text=f"Records per page; default: {PAGE_SIZE}.",
    )
    page = NumberField(
        required=False,
        min_value=1,
        max_value=MAX_SEARCH_RESULTS,
        help_text=f"Page number, from 1; pages end at record {MAX_SEARCH_RESULTS:,}.",
    )

    def find_errors(self) -> list[ParameterError]:
        found = super().find_errors()
        page, size = self.cleaned_data.get("page"), self.cleaned_data.get("page_size") or PAGE_SIZE
        last = MAX_SEARCH_RESULTS // size
        if page and page > last:
            found.append(
                ParameterError("page", "max_value", f"With this page size the last page is {last}.")
            )
        return found


class SuggestForm(ParameterForm):
    examples = {"q": "ser"}

    q = forms.CharField(
        min_length=MIN_TYPED_LENGTH,
        max_length=MAX_TEXT_LENGTH,
        help_text="The beginning of a name or title; at least two characters.",
    )


class HitSerializer(RowSerializer):
    """One record found."""

    resource = serializers.CharField(help_text="Name of the resource.")
    kind = serializers.ChoiceField(choices=list(SEARCHED_KINDS), help_text="Kind of record.")
    slug = serializers.CharField(help_text="Slug of the record; for a clause its key.")
    url = serializers.URLField(help_text="URL of the record in this API.")
    title = serializers.CharField(help_text="Title, name or heading.")
    snippet = serializers.CharField(
        help_text="The sentence of the description, summary or text that matches best; may be empty."
    )
    rank = serializers.FloatField(
        help_text="Relevance, from 0; 2 or more if the words match as written."
    )


class SearchSerializer(RowSerializer):
    """A page of the records found, best first."""

    count = serializers.IntegerField(help_text="Number of records ranked.")
    count_is_exact = serializers.BooleanField(
        help_text="False if very many records of a kind match: only the newest were ranked."
    )
    as_written = serializers.BooleanField(
        help_text="False if no record has the words as written and these have similar names."
    )
    next = serializers.URLField(allow_null=True, help_text="URL of the next page.")
    previous = serializers.URLField(allow_null=True, help_text="URL of the previous page.")
    results = HitSerializer(many=True)


class SuggestionSerializer(RowSerializer):
    """One suggested record."""

    resource = serializers.CharField(help_text="Name of the resource.")
    kind = serializers.ChoiceField(choices=SUGGESTED_KINDS, help_text="Kind of record.")
    slug = serializers.CharField(help_text="Slug of the record.")
    label: Any = serializers.CharField(source="title", help_text="Name or title.")


class SuggestionsSerializer(RowSerializer):
    """Suggested records, best first."""

    results = SuggestionSerializer(many=True)


class SearchTable(ListTableRenderer):
    """One line for each record found, on this page of the results."""

    list_name = "results"
    serializer = HitSerializer


class SuggestionsTable(ListTableRenderer):
    """One line for each suggested record."""

    list_name = "results"
    serializer = SuggestionSerializer


class SearchView(ParameterFormView):
    """Search in all kinds of records, in any script; best first."""

    form_class = SearchForm
    answer_serializer = SearchSerializer
    renderer_classes = [JSONRenderer, SearchTable]

    def get(self, request: Request, **suffix: object) -> Response:
        answer = super().get(request, **suffix)
        for name, value in link_header(answer.data["next"], answer.data["previous"]).items():
            answer[name] = value
        if not answer.data["as_written"]:
            self.notes["as_written"] = False
        return answer

    def get_answer(
        self, *, q: str, kind: str, page_size: int | None, page: int | None
    ) -> dict[str, object]:
        size, number = page_size or PAGE_SIZE, page or 1
        start, stop = (number - 1) * size, number * size
        words = SearchTerms.of(q)
        found = search(words, [kind] if kind else SEARCHED_KINDS, start=start, stop=stop)
        if number > 1 and not found.hits:
            raise NotFound("The list has no page of this number.")
        rows = result_rows(found.hits, words)
        for row in rows:
            key = {CLAUSE_KEYS.get(row["kind"], "slug"): row["slug"]}
            row["url"] = absolute_url(f"{row['kind']}-detail", kwargs=key, request=self.request)
        more = found.count > stop and stop + size <= MAX_SEARCH_RESULTS
        return {
            "count": found.count,
            "count_is_exact": found.is_exact,
            "as_written": found.as_written,
            "next": self._page(number + 1) if more else None,
            "previous": self._page(number - 1) if number > 1 else None,
            "results": rows,
        }

    def _page(self, number: int) -> str:
        return str(replace_query_param(self.request.build_absolute_uri(), "page", number))


class SuggestView(ParameterFormView):
    """Up to ten records whose name matches what is being typed; best first."""

    form_class = SuggestForm
    answer_serializer = SuggestionsSerializer
    renderer_classes = [JSONRenderer, SuggestionsTable]

    def get_answer(self, *, q: str) -> dict[str, object]:
        return {"results": result_rows(suggestions(SearchTerms.of(q)))}
