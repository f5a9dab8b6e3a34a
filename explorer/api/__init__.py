"""Public read API of the explorer: forms, serializers, views."""
