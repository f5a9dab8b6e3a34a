"""Pages that edit a record with its rows: forms, formsets, paging, optimistic locking and three-way merges.

Does not decide who may change what; that is in `curation/review`.
"""
