"""The form that attaches a file to a source, and the text of a snapshot as its page shows it."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django import forms
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from curation.editing.forms import RowChoice, RowSelect
from curation.types import AnyUser
from evidence.jobs import attach
from evidence.media_types import RefusedFileError, media_type_of
from evidence.models import SnapshotText, SourceSnapshot
from sources.models import Source

LINES_ON_PAGE = 1_000
FETCHING = gettext_lazy(
    "Where the file is from. Without a file, the worker fetches the page at this address."
)
NO_FILE = gettext_lazy("Choose a file, or give the address of a page to fetch.")
NO_UPLOAD = gettext_lazy("Choose a file.")


class AttachForm(forms.Form):
    """A file, and the source that it is a snapshot of."""

    source = RowChoice(
        Source.objects.not_retracted(),
        label=gettext_lazy("Source"),
        widget=RowSelect(SourceSnapshot._meta.get_field("source"), admin.site),
    )
    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        max_length=255,
        help_text=gettext_lazy(
            "The page or document as you read it: HTML, PDF, Word (DOCX), plain text, or a picture. It is kept for "
            "curators and never published."
        ),
    )
    address = forms.URLField(
        label=gettext_lazy("Address"),
        required=False,
        max_length=2000,
        assume_scheme="https",
        help_text=gettext_lazy("Where the file is from, if not from the address of the source."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if settings.FETCH_SNAPSHOTS:
            self.fields["address"].help_text = FETCHING

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if not self.has_error("file") and not self.cleaned_data.get("file") and not self.fetches:
            self.add_error("file", NO_FILE if settings.FETCH_SNAPSHOTS else NO_UPLOAD)
        return cleaned

    @property
    def fetches(self) -> bool:
        """Whether the page at the address is to be fetched."""
        given = self.cleaned_data.get("file") or self.has_error("file")
        return settings.FETCH_SNAPSHOTS and not given and bool(self.cleaned_data.get("address"))

    def clean_file(self) -> UploadedFile | None:
        file: UploadedFile | None = self.cleaned_data["file"]
        if file is None:
            return None
        most = settings.SNAPSHOT_MAX_MB
        if (file.size or 0) > most * 1_000_000:
            text = _("The file has %(size)d MB; at most %(most)d are allowed.")
            raise ValidationError(text % {"size": (file.size or 0) // 1_000_000, "most": most})
        try:
            media_type_of(file)
        except RefusedFileError as error:
            raise ValidationError(str(error)) from error
        return file

    def attach(self, user: AnyUser) -> tuple[SourceSnapshot, bool]:
        """Attaches the file; returns the snapshot, and whether it is new."""
        source, file = self.cleaned_data["source"], self.cleaned_data["file"]
        address = self.cleaned_data["address"] or source.url
        return attach(source, file, user=user, file_name=file.name or "", address=address)


class TextLine(NamedTuple):
    """A line of a text, its number, and the page that begins with it, if one does."""

    number: int
    text: str
    page: int | None


def numbered_lines(text: SnapshotText) -> Iterator[TextLine]:
    """The lines of a text."""
    pages = {place: number for number, place in enumerate(text.pages, start=1)}
    place = 0
    for number, line in enumerate(text.text.split("\n"), start=1):
        yield TextLine(number, line, pages.get(place))
        place += len(line) + 1


def page_of_lines(text: SnapshotText, number: object) -> Page[Any]:
    """One page of the lines of a text; the first or the last one for another number."""
    return Paginator(list(numbered_lines(text)), LINES_ON_PAGE).get_page(number)  # type: ignore[arg-type]
