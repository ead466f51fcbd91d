"""Transfers between forces."""
