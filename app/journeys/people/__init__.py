"""People of a case: who they are, how to reach them, what a victim needs, where a suspect stands."""
