"""What people say when they bring a file: the file, its sort, and how it is to be read."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from imports.models import Import
from imports.permissions import may_import
from imports.profiles.profiles import Profile, ProfileError
from imports.reading.archives import packed
from imports.reading.delimited import DECIMAL_SIGNS, SEPARATORS, Unreadable
from imports.reading.encodings import known_encoding
from imports.resources import TableResource

ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "cp1250": "Windows-1250",
    "cp1251": "Windows-1251",
    "cp1252": "Windows-1252",
    "iso8859-2": "ISO 8859-2",
}
# What a form cannot hold as it is
TAB = "tab"
LARGEST_MAPPING = 200_000
MOST_FILES = 20


class ReadingForm(forms.Form):
    """How a file is to be read; what is left empty is found out."""

    resource = forms.ChoiceField(
        label=_("Sort of file"),
        required=False,
        help_text=_("Left empty, it is found by the names of the columns."),
    )
    encoding = forms.ChoiceField(
        label=_("Encoding"), required=False, help_text=_("How letters are stored.")
    )
    separator = forms.ChoiceField(
        label=_("Separator"), required=False, help_text=_("What stands between two cells.")
    )
    decimal = forms.ChoiceField(
        label=_("Sign before decimals"),
        required=False,
        help_text=_("Whether 1,234 is more than a thousand or more than one."),
    )
    sheet = forms.CharField(
        label=_("Sheet"),
        required=False,
        max_length=60,
        help_text=_("Name of the sheet of a workbook; the first, if left empty."),
    )
    header = forms.IntegerField(
        label=_("Line of the column names"),
        required=False,
        min_value=1,
        max_value=1000,
        help_text=_("Where there are titles above the table."),
    )

    def __init__(self, *args: Any, offered: dict[str, type[TableResource]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        separators = [(TAB if sign == "\t" else sign, name) for sign, name in SEPARATORS.items()]
        choices: dict[str, Iterable[Any]] = {
            "resource": [("", _("By its columns")), *((name, name) for name in offered)],
            "encoding": [("", _("Found out")), *ENCODINGS.items()],
            "decimal": [("", _("Found out")), *DECIMAL_SIGNS.items()],
            "separator": [("", _("Found out")), *separators],
        }
        for name in choices.keys() & fields.keys():
            fields[name].choices = choices[name]

    def clean_encoding(self) -> str:
        encoding: str = self.cleaned_data["encoding"]
        try:
            return known_encoding(encoding) if encoding else ""
        except Unreadable as error:
            raise ValidationError(str(error)) from error

    @property
    def options(self) -> dict[str, Any]:
        """What was said, as `open_table` takes it."""
        said: dict[str, Any] = {
            name: self.cleaned_data.get(name)
            for name in ("encoding", "separator", "decimal", "sheet", "header")
        }
        if said["separator"] == TAB:
            said["separator"] = "\t"
        return {name: value for name, value in said.items() if value}


class PartsReadingForm(ReadingForm):
    """How files of others are to be read; the profile says what they are."""

    # Django’s way to leave a field out
    resource: Any = None
    decimal: Any = None


def reading_form(import_: Import) -> type[ReadingForm]:
    """The form for how the file of an import is to be read."""
    return PartsReadingForm if import_.mapping else ReadingForm


class FilesInput(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once, as a list."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        found = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(each, initial) for each in found or [None]]


class UploadForm(ReadingForm):
    """A file, and how it is to be read; or files of others, and the profile that makes files of ours of them."""

    file = FilesField(
        label=_("File"),
        max_length=255,
        help_text=_(
            "CSV with any separator, or a workbook (.xlsx); either may be zipped. For a profile, all its files."
        ),
    )
    profile = forms.ChoiceField(
        label=_("Profile"),
        required=False,
        help_text=_("Of what data set the files are, where they are not made for this database."),
    )
    mapping = forms.FileField(
        label=_("Own profile"),
        required=False,
        help_text=_("A mapping file (.toml) instead, such as a copy of a profile with changes."),
    )
    field_order = ("file", "resource", "profile", "mapping")

    def __init__(
        self,
        *args: Any,
        offered: dict[str, type[TableResource]],
        profiles: dict[str, Profile],
        who: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, offered=offered, **kwargs)
        self.who, self._profiles = who, profiles
        fields: Any = self.fields
        titles = [(name, each.mapping["title"]) for name, each in profiles.items()]
        fields["profile"].choices = [("", _("None: a file of ours")), *titles]

    def clean_file(self) -> list[Any]:
        files: list[Any] = self.cleaned_data["file"]
        size = sum(file.size for file in files)
        if size > settings.UPLOAD_MAX_MB * 1_000_000:
            raise ValidationError(
                _("The file has %(size)d MB; the most is %(most)d. Send it in parts.")
                % {"size": size // 1_000_000, "most": settings.UPLOAD_MAX_MB}
            )
        if len(files) > MOST_FILES:
            raise ValidationError(
                _("At most %(most)d files are brought at once.") % {"most": MOST_FILES}
            )
        return files

    def clean_mapping(self) -> Profile | None:
        file = self.cleaned_data["mapping"]
        if not file:
            return None
        if file.size > LARGEST_MAPPING:
            raise ValidationError(_("This is too large for a profile."))
        try:
            profile = Profile(file.read())
        except ProfileError as error:
            raise ValidationError(str(error).split("\n")) from error
        if not all(may_import(self.who, name) for name in profile.resources):
            raise ValidationError(_("You may not import into the tables that this file is for."))
        return profile

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        by_profile = said.get("profile") or said.get("mapping")
        if said.get("profile") and said.get("mapping"):
            self.add_error("mapping", _("Choose a profile, or bring one of your own, not both."))
        if by_profile and said.get("resource"):
            self.add_error("resource", _("A profile says itself what sorts of files it makes."))
        if len(said.get("file") or []) > 1 and not by_profile:
            self.add_error("file", _("Several files at once are for a profile; say which."))
        return said

    def save(self) -> Import:
        """The import, with its file stored; several files as one archive."""
        said = self.cleaned_data
        files: list[Any] = said["file"]
        own: Profile | None = said["mapping"]
        profile = own or self._profiles.get(said["profile"])
        return Import.objects.create(
            who=self.who,
            file_name=", ".join(file.name for file in files)[:255],
            upload=files[0] if len(files) == 1 else packed(files),
            resource=said["resource"],
            options=self.options,
            profile=own.mapping["title"][:60] if own else said["profile"],
            mapping=profile.text if profile else "",
        )
