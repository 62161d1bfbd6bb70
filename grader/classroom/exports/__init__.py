"""Files that other programs take: plain CSV, LMS gradebooks, Gradescope, JUnit, JSONL."""
