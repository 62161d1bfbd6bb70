"""Quizzes as files of other programs, and files of other programs as quizzes.

`lower` turns items into the questions of `neutral`; `gift`, `moodle` and `qti`
write those.  `gift_reader` and `text2qti_reader` read files, and `draft` writes
what they found as a quiz of ours.  Nothing is lost silently: what a format has
no place for is returned as notes.
"""
