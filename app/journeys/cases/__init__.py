"""Staff: the work list, search, one case, its clocks and history, who has it."""
