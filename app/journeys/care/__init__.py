"""Care for victims and witnesses: police and CPS, the support worker's clients, witness care's news to pass on."""
