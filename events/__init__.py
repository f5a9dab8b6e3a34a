"""Dated events with places, participants, links and figures. Depends on agreements."""
