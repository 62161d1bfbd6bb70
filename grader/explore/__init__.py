"""Pages on which readers try things out: a course's scripts in one shell."""
