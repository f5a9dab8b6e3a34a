"""Imports: files opened, checked and brought in set by set. Depends on curation and records."""
