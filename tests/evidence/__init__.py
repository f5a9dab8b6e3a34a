"""Tests of snapshots, their texts, and the places of quotes in them."""
