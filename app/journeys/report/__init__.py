"""Police: record a report, correct it, say who perceived it as hate crime, decide whether it is a crime."""
