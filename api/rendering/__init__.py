"""Output formats: JSON, CSV, NDJSON, GeoJSON, XLSX. Serializers decide what a row contains."""
