"""The print shop: a case becomes frozen plain values, then HTML, then a tagged PDF; no request, no session."""
