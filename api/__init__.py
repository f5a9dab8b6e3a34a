"""HTTP framework of the public read API: views, filters, SQL compiler, renderers. Knows no table."""
