"""What commands do to a learner's files: nothing is lost, each is written whole."""
