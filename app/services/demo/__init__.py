"""Demonstration data: invented organisations, people and cases, reached through the verbs. Never in production."""
