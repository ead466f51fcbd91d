"""The door: sign in, choose a role, sign out."""
