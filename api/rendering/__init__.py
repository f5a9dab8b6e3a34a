"""Output formats: JSON, CSV, NDJSON, GeoJSON and XLSX. What a row contains is decided by serializers."""
