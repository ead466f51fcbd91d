"""The rules: standard library only. No clock, no session, no request: facts in, decisions out."""
