"""Public read API of the explorer: questions, serializers, views."""
