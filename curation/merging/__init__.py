"""Merging two records into one, undoing a merge, and finding possible duplicates."""
