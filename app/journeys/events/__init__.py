"""Demonstrations, matches and other events of a force."""
