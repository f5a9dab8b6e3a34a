"""Closed lists of snapshots and anchors."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MediaType(TextChoices):
    """The types of files that are kept; their content says which one it is."""

    HTML = "text/html", _("Web page (HTML)")
    PDF = "application/pdf", "PDF"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word (DOCX)"
    TEXT = "text/plain", _("Plain text")
    PNG = "image/png", _("Picture (PNG)")
    JPEG = "image/jpeg", _("Picture (JPEG)")
    GIF = "image/gif", _("Picture (GIF)")
    TIFF = "image/tiff", _("Picture (TIFF)")
    WEBP = "image/webp", _("Picture (WebP)")

    @property
    def is_picture(self) -> bool:
        """Whether it has no text to extract."""
        return self.value.startswith("image/")


class TextState(TextChoices):
    """How far the text of a snapshot has come."""

    WAITING = "waiting", _("Waiting for the worker")
    RUNNING = "running", _("The text is being extracted")
    READY = "ready", _("Text extracted")
    EMPTY = "empty", _("No text found")
    FAILED = "failed", _("The text could not be extracted")
    PICTURE = "picture", _("A picture, kept without text")


class FetchState(TextChoices):
    """How far a page to be fetched has come."""

    WAITING = "waiting", _("Waiting for the worker")
    RUNNING = "running", _("The page is being fetched")
    DONE = "done", _("Fetched")
    FAILED = "failed", _("The page could not be fetched")


class AnchorState(TextChoices):
    """What became of a passage in another text."""

    EXACT = "exact", _("stands there")
    MOVED = "moved", _("stands elsewhere now")
    CHANGED = "changed", _("changed")
    LOST = "lost", _("not found")
    AMBIGUOUS = "ambiguous", _("could be at several places")


# What only a person can decide
UNCERTAIN = (AnchorState.CHANGED, AnchorState.LOST, AnchorState.AMBIGUOUS)


class AnchorDecision(TextChoices):
    """What a person decided about a passage that was not found for sure."""

    KEPT = "kept", _("still says it")
    CHOSEN = "chosen", _("is at the chosen place")
    ABSENT = "absent", _("is not there any more")
