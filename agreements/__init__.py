"""Agreements with parties, clauses, links and topics. Depends on actors."""
