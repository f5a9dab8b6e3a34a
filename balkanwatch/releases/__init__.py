"""Releases: frozen, citable copies of what is published, as CSV files that load again."""
