"""Edit pages: forms, formsets, paging of rows, pasting, optimistic locking and three-way merges."""
