"""Sources, and the abstract claim: what a source states about a row.

Each app has its own table of claims; the rules that all of them share belong here. Depends on records.
"""
