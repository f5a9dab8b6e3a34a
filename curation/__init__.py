"""The admin's machinery: whole-record pages, review, history, merging. Depends on records."""
