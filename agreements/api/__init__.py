"""Public read API of agreements: serializers, filters, views."""
