"""Merging two records into one, undoing a merge, and finding possible duplicates.

Which names count as similar is defined in `records/similar_names.py`.
"""
