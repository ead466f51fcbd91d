"""`make soak`: what takes too long for every run. One module a promise; the result is written to docs/soak.json."""
