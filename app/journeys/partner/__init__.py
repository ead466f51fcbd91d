"""A community organisation: the reports it made, in its own words, and where each stands."""
