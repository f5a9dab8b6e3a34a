"""Releases: citable copies of the published data, as CSV files that can be loaded again."""
