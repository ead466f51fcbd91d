"""The questions: read-only, always ordered, never commit."""
