"""Places, topics and event types that nothing public shows yet, for the person who reviews what will show them."""

from curation.history.revisions import RecordTree, RowChange
from curation.review.claims_behind import CitedRow, with_claims
from curation.review.proposed_changes import row_diffs
from records.public_rows import models_by_table
from records.term_use import ShownTerms, new_terms


def new_term_rows(terms: ShownTerms) -> list[CitedRow]:
    """Those of these terms and places that no public record shows yet, with all their text, as added rows."""
    return with_claims(
        diff
        for table, keys in new_terms(terms).items()
        for tree in (RecordTree(models_by_table()[table], key) for key in keys)
        for diff in row_diffs(tree, [RowChange(row, None, now) for row, now in tree.now().items()])
    )
