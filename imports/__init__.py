"""Imports: files checked, matched, written and taken back; tables are declared above, in resources.py; depends on curation and records."""
