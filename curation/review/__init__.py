"""Review workflow: status transitions and proposals for published records. Nothing is published elsewhere."""
