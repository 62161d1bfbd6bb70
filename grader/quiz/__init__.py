"""Quizzes: read, posed, marked and linted; no terminal and no store.

`model` holds the nouns, `reader` reads `quizzes/*.yaml`, `pose` turns an item
and a seed into what is asked, `mark` turns an answer into a verdict.
"""
