"""The tests mirror app/: the test of X stands where X stands."""
