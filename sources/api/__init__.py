"""Public read API of sources: serializers, filters, views."""
