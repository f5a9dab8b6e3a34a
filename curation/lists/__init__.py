"""Lists of records: columns, bounded counts, work queues and saved searches.

Single records are not shown here; see `curation/editing`.
"""
