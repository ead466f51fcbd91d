"""Administrators: accounts, roles, duties and units of their own organisation. Never a case."""
