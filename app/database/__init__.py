"""Transactions: the session, @atomic, the audit append that ends every transaction."""
