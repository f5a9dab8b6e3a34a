"""Background jobs of snapshots: the worker extracts their texts, and searches the quotes of claims in them."""

import logging
from io import SEEK_END
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from curation.types import AnyUser, user_id
from evidence.anchoring.canonical import canonical
from evidence.anchors import find_anchors
from evidence.choices import FetchState, TextState
from evidence.extracting.running import ExtractedText, ExtractionError, extract
from evidence.fetching import FetchRefusedError, fetch
from evidence.media_types import RefusedFileError, media_type_of
from evidence.models import SnapshotFetch, SnapshotText, SourceSnapshot
from evidence.storing import SnapshotMissingError, file_digest, store, stored_bytes
from sources.models import Source

logger = logging.getLogger(__name__)


def attach(
    source: Source, file: File, *, user: AnyUser | None, file_name: str = "", address: str = ""
) -> tuple[SourceSnapshot, bool]:
    """Attaches a file to a source as a snapshot, and queues the extraction of its text.

    The same bytes are attached to a source once: returns the snapshot, and whether it is new. Raises RefusedFileError
    for a file that is not kept.
    """
    media_type = media_type_of(file)
    digest = file_digest(file)
    with transaction.atomic():
        # Nobody else attaches a file to it meanwhile.
        Source.objects.select_for_update(no_key=True).get(pk=source.pk)
        known = SourceSnapshot.objects.filter(source=source, digest=digest).first()
        if known:
            return known, False
        store(file, digest)
        snapshot = SourceSnapshot.objects.create(
            source=source,
            digest=digest,
            media_type=media_type,
            size=_size(file),
            file_name=_plain_name(file_name),
            address=address,
            added_by_id=user.pk if user else None,
            state=TextState.PICTURE if media_type.is_picture else TextState.WAITING,
        )
        if not media_type.is_picture:
            queue_extraction(snapshot)
    return snapshot, True


def queue_extraction(snapshot: SourceSnapshot) -> None:
    """Queues the extraction of the text of a snapshot, also once more."""
    with transaction.atomic():
        snapshot.state, snapshot.failure, snapshot.began_at = TextState.WAITING, "", None
        snapshot.task = extract_snapshot.enqueue(snapshot.pk, translation.get_language() or "en").id
        snapshot.save()


@task()
def extract_snapshot(number: int, language: str) -> None:
    """Extracts the text of a snapshot; failures are noted in this language."""
    waiting = SourceSnapshot.objects.filter(pk=number, state=TextState.WAITING)
    if not waiting.update(state=TextState.RUNNING, began_at=timezone.now()):
        return
    snapshot = SourceSnapshot.objects.get(pk=number)
    with translation.override(language):
        keep_text(snapshot)


def keep_text(snapshot: SourceSnapshot) -> None:
    """Extracts the text of a snapshot now, and notes what became of it."""
    failure = ""
    try:
        found = extract(snapshot.media_type, stored_bytes(snapshot.digest))
        state = _keep(snapshot, found)
    except (ExtractionError, SnapshotMissingError) as error:
        state, failure = TextState.FAILED, str(error)
    except Exception:
        logger.exception("the text of snapshot %s was not extracted", snapshot.pk)
        state, failure = TextState.FAILED, _("A fault of the program, which is in its log.")
    if state == TextState.READY:
        _search_quotes(snapshot)
    snapshot.state, snapshot.failure = state, failure
    snapshot.save(update_fields=["state", "failure"])


def _search_quotes(snapshot: SourceSnapshot) -> None:
    """Searches the quotes of the source in its new text; a failure of that leaves the text."""
    try:
        find_anchors(snapshot.source_id)
    except Exception:
        logger.exception("the quotes of snapshot %s were not searched", snapshot.pk)


def _keep(snapshot: SourceSnapshot, found: ExtractedText) -> TextState:
    """Stores the text, unless this extractor has read the snapshot before."""
    digest = canonical(found.text)
    if not digest.text:
        return TextState.EMPTY
    values: dict[str, Any] = {
        "text": found.text,
        "pages": found.pages,
        "words": len(found.text.split()),
        "digest": digest.digest,
    }
    SnapshotText.objects.get_or_create(
        snapshot=snapshot, extractor=found.extractor, defaults=values
    )
    return TextState.READY


def _size(file: File) -> int:
    """The number of bytes of a file; leaves it at its beginning."""
    size = file.seek(0, SEEK_END)
    file.seek(0)
    return int(size)


def _plain_name(name: str) -> str:
    """The name of a file without folders and invisible characters."""
    name = name.replace("\\", "/").rpartition("/")[2]
    return "".join(character for character in name if character.isprintable())[:255]


def queue_fetch(source: Source, address: str, user: AnyUser) -> SnapshotFetch:
    """Queues the fetching of a page as a snapshot of a source."""
    with transaction.atomic():
        asked = SnapshotFetch.objects.create(source=source, address=address, user_id=user_id(user))
        fetch_snapshot.enqueue(asked.pk, translation.get_language() or "en")
    return asked


@task()
def fetch_snapshot(number: int, language: str) -> None:
    """Fetches a page and attaches it; failures are noted in this language."""
    waiting = SnapshotFetch.objects.filter(pk=number, state=FetchState.WAITING)
    if not waiting.update(state=FetchState.RUNNING, began_at=timezone.now()):
        return
    asked = SnapshotFetch.objects.select_related("source", "user").get(pk=number)
    with translation.override(language):
        try:
            if not settings.FETCH_SNAPSHOTS:
                raise FetchRefusedError(_("This site fetches no pages: upload the file instead."))
            with fetch(asked.address) as file:
                asked.snapshot, _is_new = attach(
                    asked.source, file, user=asked.user, address=file.address
                )
            asked.state = FetchState.DONE
        except (FetchRefusedError, RefusedFileError) as error:
            asked.state, asked.failure = FetchState.FAILED, str(error)
        except Exception:
            logger.exception("page %s was not fetched", number)
            asked.state, asked.failure = (
                FetchState.FAILED,
                _("A fault of the program, which is in its log."),
            )
        asked.save()
