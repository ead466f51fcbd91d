"""Released figures: what everybody may read."""
