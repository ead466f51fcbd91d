"""A database of any size, invented: same seed and day, same rows. Written past the verbs but true to them."""
