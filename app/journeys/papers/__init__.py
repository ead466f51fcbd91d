"""Documents of a case: what can be made, what was issued, a copy for oneself or for somebody else."""
