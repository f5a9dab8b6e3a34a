"""What sources say word for word: their snapshots, the texts of these, and where in them quoted words are.

It depends on `sources`; records and claims know nothing of it. None of its tables is public.
"""
