"""Starts the process that reads a file, and says in words what went wrong in it."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LONGEST_SECONDS = 120
FAILURES = {
    "damaged": gettext_lazy("The file is damaged."),
    "encrypted": gettext_lazy("The file is encrypted: save it without a password."),
    "encoding": gettext_lazy("Its letters cannot be read: save it as UTF-8."),
    "too_long": gettext_lazy("Its text is too long: attach the part that is cited."),
    "too_large": gettext_lazy("Reading it takes too much memory: attach the part that is cited."),
}


class ExtractionError(Exception):
    """The text of a file cannot be extracted; the text says why, for people."""


@dataclass(frozen=True)
class ExtractedText:
    """The text of a file, the places at which its pages begin, and what read it."""

    text: str
    extractor: str
    pages: list[int] = field(default_factory=list)


def extract(media_type: str, content: bytes) -> ExtractedText:
    """The text of a file; raises ExtractionError. Takes at most two minutes and two gigabytes."""
    try:
        done = subprocess.run(  # noqa: S603 (our own program)
            [sys.executable, "-m", "evidence.extracting.child", media_type],
            input=content,
            capture_output=True,
            cwd=settings.BASE_DIR,
            # Nothing else: no secrets, no database.
            env={"PATH": os.defpath, "LANG": "C.UTF-8", "HOME": os.devnull},
            timeout=LONGEST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise ExtractionError(_("Reading it takes too long.")) from error
    try:
        said = json.loads(done.stdout)
    except ValueError as error:
        # The limits end the process where it stands.
        raise ExtractionError(
            _("Reading it was stopped: the file is damaged, or made to stop programs.")
        ) from error
    if failure := said.get("failure"):
        raise ExtractionError(str(FAILURES[failure]))
    return ExtractedText(said["text"], said["extractor"], said["pages"])
