"""Public read API of actors: serializers, filters, views."""
