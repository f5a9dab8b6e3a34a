"""Reads a file into rows of text: encodings, delimiters, archives, spreadsheets. Knows no table of the database."""
