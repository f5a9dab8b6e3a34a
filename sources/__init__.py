"""Sources, and the abstract claim that ties a statement to one. Depends on records."""
