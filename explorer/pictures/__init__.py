"""Pictures of the data: what the API answers to the same filters, drawn as HTML and SVG.

Layout only: which rows are public, and which ones match, is the API's business. Colours and signs are in `signs.py`.
"""
