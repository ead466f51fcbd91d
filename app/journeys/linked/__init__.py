"""Cases and people that belong together."""
