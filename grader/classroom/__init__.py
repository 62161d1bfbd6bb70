"""A class: what it hands in, how it is graded, and what it misunderstands."""
