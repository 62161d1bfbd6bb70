"""A solution to nothing."""
