"""What people say when they bring a file: the file, its sort, and how it is to be read."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from imports.encodings import known_encoding
from imports.models import Import
from imports.reading import DECIMAL_SIGNS, SEPARATORS, Unreadable
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
        fields["resource"].choices = [("", _("By its columns")), *((n, n) for n in offered)]
        fields["encoding"].choices = [("", _("Found out")), *ENCODINGS.items()]
        fields["decimal"].choices = [("", _("Found out")), *DECIMAL_SIGNS.items()]
        separators = [(TAB if sign == "\t" else sign, name) for sign, name in SEPARATORS.items()]
        fields["separator"].choices = [("", _("Found out")), *separators]

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


class UploadForm(ReadingForm):
    """A file, and how it is to be read."""

    file = forms.FileField(
        label=_("File"),
        max_length=255,
        help_text=_("CSV with any separator, or a workbook (.xlsx); either may be zipped."),
    )
    field_order = ("file",)

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > settings.UPLOAD_MAX_MB * 1_000_000:
            raise ValidationError(
                _("The file has %(size)d MB; the most is %(most)d. Send it in parts.")
                % {"size": file.size // 1_000_000, "most": settings.UPLOAD_MAX_MB}
            )
        return file

    def save(self, who: Any) -> Import:
        """The import, with its file stored."""
        file = self.cleaned_data["file"]
        return Import.objects.create(
            who=who,
            file_name=file.name,
            upload=file,
            resource=self.cleaned_data["resource"],
            options=self.options,
        )
