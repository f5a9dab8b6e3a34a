"""Forms for uploading files and for choosing how they are read."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from curation.types import AnyUser, Text, user_id
from imports.models import Import
from imports.permissions import may_import
from imports.profiles.profile import Profile, ProfileError
from imports.reading.archives import MAX_MEMBERS, pack_files
from imports.reading.delimited import DECIMAL_SIGNS, SEPARATOR_NAMES, UnreadableFileError
from imports.reading.encodings import known_encoding

ENCODING_CHOICES = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "cp1250": "Windows-1250",
    "cp1251": "Windows-1251",
    "cp1252": "Windows-1252",
    "iso8859-2": "ISO 8859-2",
    "iso8859-5": "ISO 8859-5",
    "cp852": "DOS 852",
    "cp855": "DOS 855",
    "mac-latin2": "Mac, Central European",
    "mac-croatian": "Mac, Croatian",
    "mac-cyrillic": "Mac, Cyrillic",
    "mac-roman": "Mac, Roman",
    "cp1253": "Windows-1253",
    "cp1254": "Windows-1254",
}
# A form strips the tab character, so the choice has a name
TAB = "tab"
SEPARATOR_CHOICES = {TAB if s == "\t" else s: name for s, name in SEPARATOR_NAMES.items()}
MAX_MAPPING_BYTES = 200_000
MAX_FILES = MAX_MEMBERS


def detected(label: Text, help_text: Text, choices: Mapping[str, str]) -> forms.ChoiceField:
    """What is detected unless the user chooses it."""
    options = [("", _("Detect")), *choices.items()]
    return forms.ChoiceField(choices=options, label=label, required=False, help_text=help_text)


class ReadingForm(forms.Form):
    """How to read a file; empty fields are detected."""

    resource = forms.ChoiceField(
        label=_("File type"),
        required=False,
        help_text=_("If empty, it is detected from the column names."),
    )
    encoding = detected(_("Encoding"), _("How letters are stored."), ENCODING_CHOICES)
    separator = detected(_("Separator"), _("The character between two cells."), SEPARATOR_CHOICES)
    decimal = detected(
        _("Decimal sign"),
        _("Whether 1,234 is more than a thousand or just over one."),
        DECIMAL_SIGNS,
    )
    sheet = forms.CharField(
        label=_("Sheet"),
        required=False,
        max_length=60,
        help_text=_("Name of the sheet of a workbook; the first if empty."),
    )
    header = forms.IntegerField(
        label=_("Line of the column names"),
        required=False,
        min_value=1,
        max_value=1000,
        help_text=_("If there are titles above the table."),
    )

    strict = forms.BooleanField(
        label=_("Refuse doubtful values"),
        required=False,
        help_text=_(
            "Placeholders, years far from the others, places under another name. They are listed in any case."
        ),
    )

    def __init__(self, *args: Any, resources: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if isinstance(field := self.fields.get("resource"), forms.ChoiceField):
            field.choices = [("", _("By its columns")), *((name, name) for name in resources)]

    def clean_encoding(self) -> str:
        encoding: str = self.cleaned_data["encoding"]
        try:
            return known_encoding(encoding) if encoding else ""
        except UnreadableFileError as error:
            raise ValidationError(str(error)) from error

    @property
    def options(self) -> dict[str, str | int]:
        """The chosen options, as `open_table` takes them."""
        names = ("encoding", "separator", "decimal", "sheet", "header", "strict")
        chosen = {name: value for name in names if (value := self.cleaned_data.get(name))}
        if chosen.get("separator") == TAB:
            chosen["separator"] = "\t"
        return chosen


class ProfileReadingForm(ReadingForm):
    """How to read several files, whose types and decimal signs are found out one by one, or known by a profile."""

    # None removes a field
    resource: Any = None
    decimal: Any = None


def valid_profile(text: bytes, user: AnyUser) -> Profile:
    """The profile with this text; ValidationError names its faults, or files that the user may not import."""
    if len(text) > MAX_MAPPING_BYTES:
        raise ValidationError(_("This file is too large for a profile."))
    try:
        profile = Profile(text)
    except ProfileError as error:
        raise ValidationError(str(error).split("\n")) from error
    if not all(may_import(user, name) for name in profile.resources):
        raise ValidationError(
            _("You do not have permission to import into the tables of this file.")
        )
    return profile


def reading_form(import_job: Import) -> type[ReadingForm]:
    """The form for how the upload of an import is read."""
    return ProfileReadingForm if import_job.mapping or import_job.parts.exists() else ReadingForm


class FilesInput(forms.ClearableFileInput):
    """An input for several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, as a list."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(file, initial) for file in files or [None]]


class UploadForm(ReadingForm):
    """A file and how it is read; or the files of a profile."""

    file = FilesField(
        label=_("File"),
        max_length=255,
        help_text=_(
            "CSV with any separator, a workbook (.xlsx) or JSON lines (.ndjson); also zipped. Several files, or all "
            "files in a ZIP archive, are one import, in any order."
        ),
    )
    profile = forms.ChoiceField(
        label=_("Profile"),
        required=False,
        help_text=_("The data set that the files belong to, if they are in another format."),
    )
    mapping = forms.FileField(
        label=_("Own profile"),
        required=False,
        help_text=_("A mapping file (.toml) instead, such as an edited copy of a profile."),
    )
    field_order = ("file", "resource", "profile", "mapping")

    def __init__(
        self, *args: Any, profiles: Mapping[str, Profile], user: AnyUser, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._user, self._profiles = user, profiles
        titles = [(name, profile.mapping["title"]) for name, profile in profiles.items()]
        field = self.fields["profile"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("No profile (BalkanWatch format)")), *titles]

    def clean_file(self) -> list[UploadedFile]:
        files: list[UploadedFile] = self.cleaned_data["file"]
        size = sum(file.size or 0 for file in files)
        if size > settings.UPLOAD_MAX_MB * 1_000_000:
            message = _(
                "The file has %(size)d MB; at most %(most)d are allowed. Split it into several files."
            )
            numbers = {"size": size // 1_000_000, "most": settings.UPLOAD_MAX_MB}
            raise ValidationError(message % numbers)
        if len(files) > MAX_FILES:
            message = _("At most %(most)d files can be uploaded at once.")
            raise ValidationError(message % {"most": MAX_FILES})
        return files

    def clean_mapping(self) -> Profile | None:
        file = self.cleaned_data["mapping"]
        if not file:
            return None
        return valid_profile(file.read(MAX_MAPPING_BYTES + 1), self._user)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        has_profile = data.get("profile") or data.get("mapping")
        if data.get("profile") and data.get("mapping"):
            self.add_error("mapping", _("Choose a profile or upload your own, not both."))
        if has_profile and data.get("resource"):
            self.add_error("resource", _("With a profile, leave the file type empty."))
        if len(data.get("file") or []) > 1 and data.get("resource"):
            self.add_error("resource", _("With several files, leave the file type empty."))
        return data

    def save(self) -> Import:
        """Creates the import and stores its upload; several files become one archive."""
        data = self.cleaned_data
        files: list[UploadedFile] = data["file"]
        own: Profile | None = data["mapping"]
        profile = own or self._profiles.get(data["profile"])
        return Import.objects.create(
            user_id=user_id(self._user),
            file_name=", ".join(file.name or "" for file in files)[:255],
            upload=files[0] if len(files) == 1 else pack_files(files),
            resource=data["resource"],
            options=self.options,
            profile=own.mapping["title"][:60] if own else data["profile"],
            mapping=profile.text if profile else "",
        )
