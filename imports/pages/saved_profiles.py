"""Profiles in the admin: made from a sample file by choosing where each column comes from, edited, exported."""

import json
import re
import tempfile
from collections.abc import Mapping
from itertools import islice
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from curation.admin_urls import admin_url
from curation.base_admin import BaseAdmin
from curation.types import AnyUser, user_id
from imports.checking.related_columns import ListColumn
from imports.models import SavedProfile
from imports.pages.forms import ReadingForm, valid_profile
from imports.permissions import importable, may_import
from imports.profiles.making import (
    BY_NAME,
    BY_SLUG,
    ColumnChoice,
    ProfileDraft,
    likely_sources,
    ways_to_find,
)
from imports.profiles.mapping import CellMapper, RowSkippedError, SourceRow
from imports.profiles.mapping import Mapping as AppliedProfile
from imports.profiles.profile import Profile, ProfileError, known_profiles
from imports.reading.delimited import UnreadableFileError
from imports.reading.table_files import open_table
from imports.resources import known_resources

PREVIEWED_ROWS = 3
MAX_SAMPLE_CHARACTERS = 100_000
LONGEST_SHOWN_CELL = 200


def check_name(name: str) -> None:
    """Raises ValidationError for the name of a profile that comes with the program."""
    if name in known_profiles():
        raise ValidationError(_("A profile that comes with the program has this name."))


class SampleForm(ReadingForm):
    """A file whose first rows show what a new profile makes of it."""

    file = forms.FileField(label=gettext_lazy("File"), max_length=255)
    wide = forms.CharField(
        label=gettext_lazy("Columns of values"),
        required=False,
        max_length=100,
        help_text=gettext_lazy(
            "For a table with a column for each year: a regular expression of their names, such as [0-9]{4}."
        ),
    )
    # Neither matters for the first rows.
    decimal: Any = None
    strict: Any = None
    field_order = ("file", "resource", "wide")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        resource: Any = self.fields["resource"]
        resource.required, resource.choices = True, resource.choices[1:]
        resource.help_text = _("What a row of the file becomes.")

    def clean_wide(self) -> str:
        try:
            re.compile(self.cleaned_data["wide"])
        except re.error as error:
            raise ValidationError(_("This is no regular expression: %s.") % error) from error
        return str(self.cleaned_data["wide"])

    def sample(self) -> tuple[list[str], list[list[str]]]:
        """The column names and the first rows; raises UnreadableFileError."""
        options: Any = self.options
        with tempfile.NamedTemporaryFile() as copy:
            for chunk in self.cleaned_data["file"].chunks():
                copy.write(chunk)
            copy.flush()
            with open_table(copy.name, **options) as table:
                rows = [cells for _line, cells in islice(table.rows, PREVIEWED_ROWS)]
        return table.columns, [[cell[:LONGEST_SHOWN_CELL] for cell in row] for row in rows]


class ColumnForm(forms.Form):
    """Where one column of a BalkanWatch file comes from."""

    source = forms.ChoiceField(label=gettext_lazy("From the column"), required=False)
    text = forms.CharField(
        label=gettext_lazy("Or a text with {columns}"), required=False, max_length=500
    )
    by = forms.ChoiceField(label=gettext_lazy("Found by"), required=False)
    split = forms.CharField(
        label=gettext_lazy("Separated by"), required=False, max_length=5, strip=False
    )
    item = forms.CharField(label=gettext_lazy("Each as"), required=False, max_length=100)

    def __init__(self, *args: Any, column: Any, draft: ProfileDraft, **kwargs: Any) -> None:
        kwargs["prefix"] = f"to-{column.name}"
        super().__init__(*args, **kwargs)
        self.column = column
        fields: Any = self.fields
        fields["source"].choices = [("", "–"), *((name, name) for name in draft.offered)]
        ways = ways_to_find(column)
        labels = {BY_NAME: _("name")}
        fields["by"].choices = [(BY_SLUG, _("slug")), *((w, labels.get(w, w)) for w in ways)]
        if not ways:
            del fields["by"]
        if not isinstance(column, ListColumn):
            del fields["split"], fields["item"]
        for name, field in fields.items():
            field.widget.attrs["aria-label"] = f"{column.name}: {self.fields[name].label}"


class ProfileMaker(forms.Form):
    """A new profile: its name, and where each column comes from; the sample travels with the form."""

    name = forms.SlugField(
        label=gettext_lazy("Name"),
        max_length=60,
        help_text=SavedProfile._meta.get_field("name").help_text,
    )
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    resource = forms.CharField(widget=forms.HiddenInput)
    wide = forms.CharField(widget=forms.HiddenInput, required=False, max_length=100)
    sample = forms.CharField(widget=forms.HiddenInput, max_length=MAX_SAMPLE_CHARACTERS)

    def __init__(self, data: Mapping[str, Any], *, user: AnyUser, is_new: bool) -> None:
        """`is_new` is for the first display, when nothing has been chosen yet."""
        super().__init__(None if is_new else data, initial=dict(data) if is_new else None)
        self.user = user
        self.draft, self.rows = self._draft(data)
        likely = likely_sources(self.draft)
        self.columns = [
            ColumnForm(
                None if is_new else data,
                column=column,
                draft=self.draft,
                initial={"source": likely.get(column.name, "")},
            )
            for column in known_resources()[self.draft.resource].columns()
        ]
        chosen = [ColumnChoice(source) for source in likely.values()]
        self.draft.choices = dict(zip(likely, chosen, strict=True))

    def _draft(self, data: Mapping[str, Any]) -> tuple[ProfileDraft, list[list[str]]]:
        """The draft and the rows of the sample; Http404 for a form that was tampered with."""
        try:
            sample = json.loads(data.get("sample", ""))
            columns, rows = [[str(name) for name in sample[0]], sample[1]]
            rows = [[str(cell) for cell in row] for row in rows if len(row) == len(columns)]
            wide = str(data.get("wide", ""))
            re.compile(wide)
            if not may_import(self.user, data.get("resource", "")):
                raise PermissionDenied
        except (ValueError, TypeError, LookupError, re.error) as error:
            raise Http404 from error
        title = str(data.get("title", "")) or data["resource"]
        return ProfileDraft(title, data["resource"], columns, wide), rows

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        check_name(name)
        if SavedProfile.objects.filter(name=name).exists():
            raise ValidationError(_("There is a profile of this name already."))
        return name

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self.draft.choices = {}
        for form in self.columns:
            if form.is_valid():
                chosen = {key: str(value) for key, value in form.cleaned_data.items()}
                self.draft.choices = {
                    **self.draft.choices,
                    form.column.name: ColumnChoice(**chosen),
                }
        columns = known_resources()[self.draft.resource].columns()
        required = [each.name for each in columns if each.required]
        filled = {name for name, choice in self.draft.choices.items() if choice.template}
        if missing := [name for name in required if name not in filled]:
            text = _("Choose where these columns come from, or enter a text: %s.")
            raise ValidationError(text % ", ".join(missing))
        valid_profile(self.draft.text().encode(), self.user)
        return data

    def is_valid(self) -> bool:
        return super().is_valid() and all(form.is_valid() for form in self.columns)

    def preview(self) -> tuple[list[str], list[list[str]]]:
        """What the profile makes of the first rows: column names, and cells or the reason why a row is skipped."""
        try:
            profile = Profile(self.draft.text())
        except ProfileError as error:
            return [], [[line] for line in str(error).split("\n")]
        applied = AppliedProfile(profile, {}, {})
        cells, [part] = CellMapper(applied), profile.parts
        made = []
        for line, texts in enumerate(self.rows, start=2):
            row = SourceRow(line, dict(zip(self.draft.columns, texts, strict=True)))
            rows = applied.unpivoted("rows", row) if self.draft.wide else [row]
            for each in islice(rows, PREVIEWED_ROWS):
                try:
                    made.append([cells.text(cell, each) for cell in part["columns"].values()])
                except RowSkippedError as error:
                    made.append([_("Skipped: %s") % error])
        return list(part["columns"]), made


class SavedProfileForm(forms.ModelForm):
    """A saved profile, whose text can be edited."""

    class Meta:
        model = SavedProfile
        fields = ("name", "mapping")

    def clean_name(self) -> str:
        check_name(self.cleaned_data["name"])
        return str(self.cleaned_data["name"])


@admin.register(SavedProfile)
class SavedProfileAdmin(BaseAdmin):
    """The list of profiles that users have made, and the page for making one."""

    form = SavedProfileForm
    list_display = ("name", "user", "changed_at")
    list_select_related = ("user",)
    search_fields = ("name",)
    change_form_template = "admin/imports/savedprofile/change.html"

    class Media:
        css = {"all": ["curation/admin.css", "imports/imports.css"]}

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        class CheckedForm(super().get_form(request, *args, **kwargs)):  # type: ignore[misc]
            def clean_mapping(self) -> str:
                return valid_profile(self.cleaned_data["mapping"].encode(), request.user).text

        return CheckedForm

    def add_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Takes a sample file, then where each column comes from; saves the profile."""
        resources = importable(request.user)
        if not self.has_add_permission(request) or not resources:
            raise PermissionDenied
        if "sample" in request.POST:
            maker = ProfileMaker(request.POST, user=request.user, is_new=False)
            if maker.is_valid() and "_save" in request.POST:
                saved = SavedProfile.objects.create(
                    name=maker.cleaned_data["name"],
                    mapping=maker.draft.text(),
                    user_id=user_id(request.user),
                )
                self.log_addition(request, saved, "")
                return HttpResponseRedirect(admin_url(SavedProfile, "change", saved.pk))
            return self._map_page(request, maker)
        is_sent = request.method == "POST"
        form = SampleForm(*((request.POST, request.FILES) if is_sent else ()), resources=resources)
        if form.is_valid():
            try:
                columns, rows = form.sample()
            except UnreadableFileError as error:
                form.add_error("file", str(error))
            else:
                data = {name: form.cleaned_data[name] for name in ("resource", "wide")}
                data["sample"] = json.dumps([columns, rows])
                return self._map_page(request, ProfileMaker(data, user=request.user, is_new=True))
        context = {"title": _("Make a profile"), "form": form}
        return self.render_page(request, "admin/imports/savedprofile/sample.html", **context)

    def _map_page(self, request: HttpRequest, maker: ProfileMaker) -> HttpResponse:
        names, made = maker.preview()
        context = {"maker": maker, "names": names, "made": made}
        title = _("Make a profile for %(file)s") % {"file": maker.draft.resource}
        return self.render_page(
            request, "admin/imports/savedprofile/map.html", title=title, **context
        )
