"""Agreements with their parties, clauses, links and topics.

Signing ceremonies and other happenings belong in events. Depends on actors.
"""
