"""Events with their places, participants, links and figures; the gazetteer of places.

Questions that also involve other apps belong in explorer. Depends on agreements and actors.
"""
