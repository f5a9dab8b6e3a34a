"""Row history: how it is recorded, read, shown and restored."""
