"""The questions: read-only, always ordered, always bounded. Never commits."""
