"""Review in the admin: transitions between statuses, and proposals for published records.

The database enforces the rules of the review (`records/review.py`); here they are explained to people.
"""
