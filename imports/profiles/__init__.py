"""Profiles (*.toml): mapping files that turn files in other formats into BalkanWatch files. Checks no rows."""
