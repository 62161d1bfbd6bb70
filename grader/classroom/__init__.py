"""Grade a class: what was handed in, the gradebook, policies, exports, reports."""
