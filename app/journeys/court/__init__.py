"""Charge, hearings, results, sentence with uplift, appeals, outcome of the crime, endings by the police, reviews."""
