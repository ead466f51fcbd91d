"""The hall: the kit every page uses. Knows HTTP, not journeys."""
