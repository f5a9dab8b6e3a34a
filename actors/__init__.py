"""Actors, their names and codes, and dated relationships between them. Depends on sources."""
