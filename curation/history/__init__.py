"""The history of rows: how it is recorded, read, shown and restored.

Recording is in `tracking`, which models depend on; everything else depends on it.
"""
