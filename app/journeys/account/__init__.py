"""One's own account: what one did, where one is signed in, one's password, one's drafts."""
