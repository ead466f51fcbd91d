"""Notes on a case and things to do."""
