"""Imports: files checked, matched, written and taken back; it knows no table. Depends on curation and records."""
