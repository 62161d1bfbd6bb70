"""The commands of `learn`: where each is found, and what it does in a sentence."""

from __future__ import annotations

# Module and attribute, so that a command's start loads no other command's imports;
# the first paragraph of its help, so that a list of all of them loads none.
COMMANDS = {
    "init": (
        "grader.cli.workspace:init",
        "Write the course's tasks and stubs into DIR (default: here).",
    ),
    "list": (
        "grader.cli.status:list_exercises",
        "List the exercises with state and score.",
    ),
    "show": (
        "grader.cli.show:show",
        "Show the task of EX.",
    ),
    "start": (
        "grader.cli.start:start",
        "Begin EX from your own earlier file, if it builds on one.",
    ),
    "check": (
        "grader.cli.check:check",
        "Check your file for EX and say what is wrong, and why.",
    ),
    "watch": (
        "grader.cli.watch:watch",
        "Check EX again each time you save its file.",
    ),
    "hint": (
        "grader.cli.hint:hint",
        "Show the next hint for EX.",
    ),
    "solution": (
        "grader.cli.solution:solution",
        "Show the reference for EX beside your code.",
    ),
    "reset": (
        "grader.cli.reset:reset",
        "Put the untouched stub of EX back; your version is kept.",
    ),
    "undo": (
        "grader.cli.undo:undo",
        "Go back to the version of your file before this one.",
    ),
    "history": (
        "grader.cli.history:history",
        "List the versions of your file for EX.",
    ),
    "quiz": (
        "grader.cli.quiz:quiz",
        "Take the quiz ID, e.g. `learn quiz basics`; without ID: which there are.",
    ),
    "review": (
        "grader.cli.review:review",
        "See again the questions that you may be about to forget.",
    ),
    "milestone": (
        "grader.cli.milestone:milestone",
        "See what your own code can do.",
    ),
    "explore": (
        "grader.cli.explore:explore",
        "Write a page on which you move things and see what follows; all without NAME.",
    ),
    "report": (
        "grader.cli.report:report",
        "Write a page about your progress: what next, what you know, what you misunderstand.",
    ),
    "submit": (
        "grader.cli.submit:submit",
        "Pack what you have done into a zip to hand in.",
    ),
    "update": (
        "grader.cli.update:update",
        "Bring new tasks, checks and quizzes into this workspace.",
    ),
    "grade": (
        "grader.cli.grade:grade",
        "Judge what a class has handed in, and keep the grades in DIR.",
    ),
    "regrade": (
        "grader.cli.regrade:regrade",
        "Judge again what an exercise that has changed makes out of date.",
    ),
    "override": (
        "grader.cli.override:override",
        "Give STUDENT points for EX, whatever judging says, now and after a regrade.",
    ),
    "class-report": (
        "grader.cli.class_report:class_report",
        "Write what a class did and misunderstood: one HTML file.",
    ),
    "similar": (
        "grader.cli.similar:similar",
        "Find similar submissions of different students.",
    ),
    "export": (
        "grader.cli.export:export",
        "Write files that other programs take.",
    ),
    "release": (
        "grader.cli.release:release",
        "Write the student kit, as a folder and a zip, and the instructor pack.",
    ),
    "doctor": (
        "grader.cli.doctor:doctor",
        "Report what this machine is, and what it protects.",
    ),
    "completion": (
        "grader.cli.completion:completion",
        "Print the completion script for SHELL.",
    ),
    "dev": (
        "grader.cli.dev:dev",
        "Write a course: scaffold, lint and prove its exercises.",
    ),
}
