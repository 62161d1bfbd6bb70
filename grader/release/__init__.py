"""What is given away of a course: the student kit and the instructor pack."""
