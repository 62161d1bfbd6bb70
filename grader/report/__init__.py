"""What a learner's log says, gathered into one value and written as one page."""
