"""The same exercise, checks and class in other people's auto-graders."""
