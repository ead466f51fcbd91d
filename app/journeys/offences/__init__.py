"""Offences of a case: who is said to have done what, what must be proved, and what supports it."""
