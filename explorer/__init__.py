"""Questions that span the apps: networks, snapshots, signatories; no tables. Needs events, agreements, actors."""
