"""What all curated tables share: abstract models, their query methods, constraint and trigger builders, dates, search.

Has no tables of its own but those that record public changes, and no HTTP. Depends on no other app.
"""
