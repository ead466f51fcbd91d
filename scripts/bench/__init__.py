"""`make bench`: how fast the product is, as multiples of the plainest page this machine can serve in the same run."""
