"""Closed lists of the tables of this app."""

from django.db.models import TextChoices


class ProposalState(TextChoices):
    OPEN = "open", "Open"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Taken back"


class BatchDecision(TextChoices):
    """What is done with all records or proposals of a review batch: where records go, or the state of proposals."""

    SUBMIT = "in_review", "Submit for review"
    PUBLISH = "published", "Publish"
    SEND_BACK = "draft", "Send back"
    RETRACT = "retracted", "Retract"
    ACCEPT = "accepted", "Accept"
    DECLINE = "declined", "Decline"
    WITHDRAW = "withdrawn", "Withdraw"


class BatchState(TextChoices):
    """How far a review batch has come."""

    PREPARED = "prepared", "Waiting for your confirmation"
    QUEUED = "queued", "Queued"
    RUNNING = "running", "Running"
    DONE = "done", "Done"
    STOPPED = "stopped", "Stopped"
    INTERRUPTED = "interrupted", "Interrupted"


class ItemState(TextChoices):
    """What became of one record or proposal of a review batch."""

    WAITING = "waiting", "Not tried yet"
    DONE = "done", "Done"
    REFUSED = "refused", "Not done"
