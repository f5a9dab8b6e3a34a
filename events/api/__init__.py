"""Public API of events, links, figures, places and event types; shared parts belong in `api`."""
