"""Public read API of events: serializers, filters, views."""
