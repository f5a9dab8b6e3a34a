"""Pages for readers, and questions across apps: search, claims, networks, snapshots and signatories. It has no tables.

Questions to the tables of one app belong in that app. Depends on events, agreements and actors.
"""
