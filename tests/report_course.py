"""A course of any size, written from a seed: for reports, and to measure them.

It is about sums and lists of prices, and real enough for every reader of a course:
tasks, stubs, public checks, hints, misconceptions, quizzes of every kind of item.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

UNITS = (
    "Sums", "Averages", "Extremes", "Sorting", "Counting", "Shares", "Changes", "Tables",
    "Forecasts",
)  # fmt: skip
TASKS = ("prices", "weights", "distances", "temperatures", "ages")
BELIEFS = {
    "off_by_one": "You stop one entry early: `range(n - 1)` leaves the last one out.",
    "integer_division": "`//` throws the rest away. Divide with `/` and round at the end.",
    "argument_changed": "Your code writes into the list that it was given.",
    "empty_is_zero": "Nothing is no zero: an empty list has no average, so say so.",
    "sign_lost": "The sign is lost, so what falls looks like what rises.",
    "shadowed_name": "You call a variable `sum` and then want the function `sum`.",
    "first_counts_twice": "You begin with the first entry and then add it once more.",
    "text_compared": 'Texts are compared letter by letter, so `"10" < "9"`.',
}
CHECKS = (
    ("worked_case", 2, "Three entries worked by hand come out right"),
    ("one_entry", 1, "A list of one entry is answered with that entry"),
    ("order_is_no_matter", 2, "The answer does not depend on the order"),
    ("argument_stays", 1, "The list that you were given is as it was"),
    ("empty", 2, "An empty list is refused with a ValueError"),
)


def write(root: Path, exercises: int = 43, questions: int = 121, seed: int = 0) -> Path:
    """Write a course with so many exercises and questions; give its folder."""
    chance = random.Random(seed)
    units = UNITS[: max(1, min(len(UNITS), exercises))]
    _save(root / "exercises" / "course.yaml", _course(units))
    for number in range(exercises):
        _exercise(root, number, units[number * len(units) // exercises], chance)
    _save(
        root / "exercises" / "milestones.yaml", {"milestones": [_milestone(exercises)]}
    )
    names = [*map(str.lower, units), "handed_in", "exam"]
    share, extra = divmod(questions, len(names))
    for place, name in enumerate(names):
        _quiz(root, name, place, share + (place < extra), exercises)
    return root


def _save(file: Path, data: Any) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    text = data if isinstance(data, str) else json.dumps(data, indent=1)
    file.write_text(text, "utf-8")


def _course(units: tuple[str, ...]) -> dict[str, Any]:
    concepts: list[dict[str, Any]] = []
    for unit in units:
        for part in ("in general", "with care", "at scale"):
            needs = [concepts[-1]["id"]] if concepts else []
            id = f"{unit.lower()}_{part.rpartition(' ')[2]}"
            concepts.append({"id": id, "title": f"{unit} {part}", "needs": needs})
    return {
        "title": "Sums and lists",
        "pass_mark": 0.8,
        "units": [{"id": u.lower(), "title": u} for u in units],
        "concepts": concepts,
        "misconceptions": BELIEFS,
    }


def _concepts(unit: str, number: int) -> list[str]:
    parts = ("general", "care", "scale")
    return [f"{unit.lower()}_{parts[(number + i) % 3]}" for i in range(2)]


def _exercise(root: Path, number: int, unit: str, chance: random.Random) -> None:
    name = f"{unit.lower()}_of_{TASKS[number % len(TASKS)]}"
    id = f"ex{number + 1:02}"
    folder = root / "exercises" / f"{id}_{name}"
    stub = (
        f'"""{unit} of {TASKS[number % len(TASKS)]}: edit this file."""\n\n\n'
        f"def {name}(values: list[float]) -> float:\n"
        f'    """Return the answer for a list of values."""\n'
        f'    raise NotImplementedError("write {name}")\n'
    )
    needs = {f"ex{1 + int(chance.random() * number):02}" for _ in range(min(2, number))}
    chosen = sorted(BELIEFS, key=lambda _: chance.random())[:4]
    _save(folder / "exercise.yaml", {
        "title": f"{unit} of {TASKS[number % len(TASKS)]}",
        "unit": unit.lower(), "position": number + 1, "difficulty": 1 + number % 5,
        "points": sum(points for _, points, _ in CHECKS),
        "concepts": _concepts(unit, number), "needs": sorted(needs),
        "functions": {name: {"args": {"values": "list"}, "returns": "number"}},
        "hints": {name: ["What does one entry add?", "Write the loop first.",
                         "`for value in values:` visits each of them."]},
        "misconceptions": dict.fromkeys(sorted(chosen)),
    })  # fmt: skip
    _save(folder / f"{name}.py", stub)
    _save(folder / "README.md", f"# {unit}\n\nDo it.\n\n## Out of scope\n\nTexts.\n")
    checks = "".join(
        f'\n\n@points({points})\ndef test_{check}(submission):\n    """{claim}"""\n'
        f"    assert submission.{name}([1.0]) == 1.0\n"
        for check, points, claim in CHECKS
    )
    _save(folder / "test_public.py", f"from grader.checks import points\n{checks}")
    _save(folder / "diagnosis.json", {"stub": stub})


def _milestone(exercises: int) -> dict[str, Any]:
    needs = ["ex01", f"ex{min(3, exercises):02}"]
    return {
        "id": "first_bill", "title": "your code adds up a whole bill",
        "needs": sorted(set(needs)), "before": "A bill.", "after": "All yours.",
        "runs": [{"exercise": "ex01", "title": "The bill",
                  "program": "def milestone():\n    return 'paid'\n"}],
    }  # fmt: skip


# -- quizzes -----------------------------------------------------------------------------


def _quiz(root: Path, name: str, place: int, questions: int, exercises: int) -> None:
    unit = UNITS[place].lower() if name not in ("handed_in", "exam") else None
    policy = {"exam": "exam", "averages": "end"}.get(name, "immediate")
    about = _concepts(UNITS[place % len(UNITS)], place) if unit else ["sums_general"]
    items = []
    for number in range(questions):
        make = KINDS[(place + number) % len(KINDS)]
        item = make(number) | {
            "id": f"{name}_{number + 1}",
            "difficulty": 1 + number % 3,
        }
        item |= {"concepts": about[: 1 + number % 2], "confidence": number % 2 == 0}
        item |= {"explanation": f"Because of rule {number + 1}.", "ref": "ex01"}
        items.append(item)
    whole: dict[str, Any] = {"title": f"Questions on {name.replace('_', ' ')}"}
    whole |= {"feedback": policy, "items": items}
    if unit:
        whole["unit"] = unit
    if name == "handed_in":
        whole |= {"keys": "withheld", "items": [_withheld(n) for n in range(questions)]}
    _save(root / "quizzes" / f"{name}.yaml", whole)


def _withheld(number: int) -> dict[str, Any]:
    options = [{"text": f"answer {number + i}"} for i in range(3)]
    return {"id": f"handed_in_{number + 1}", "type": "single", "difficulty": 1,
            "stem": f"Which is it, number {number + 1}?", "options": options,
            "concepts": ["sums_general"]}  # fmt: skip


def _single(number: int) -> dict[str, Any]:
    return {"type": "single", "stem": f"How many entries does `range({number + 2})` visit?",
            "hints": ["Count them.", "It begins with 0."],
            "options": [
                {"text": f"{number + 2}", "correct": True, "why": "It begins with 0."},
                {"text": f"{number + 1}", "why": "One too few.",
                 "misconception": "off_by_one"},
                {"text": f"{number + 3}", "why": "One too many."},
            ]}  # fmt: skip


def _multi(number: int) -> dict[str, Any]:
    return {"type": "multi", "stem": f"Which of these change list number {number + 1}?",
            "options": [
                {"text": "`values.sort()`", "correct": True, "why": "In place."},
                {"text": "`values[0] = 1`", "correct": True, "why": "It writes."},
                {"text": "`sorted(values)`", "why": "That is a new list.",
                 "misconception": "argument_changed"},
            ]}  # fmt: skip


def _numeric(number: int) -> dict[str, Any]:
    return {"type": "numeric", "stem": f"What is $\\frac{{7}}{{{number + 2}}}$?",
            "answer": f"7/{number + 2}", "tolerance": {"abs": 0.01},
            "near": [{"value": 7 // (number + 2), "why": "The rest is gone.",
                      "misconception": "integer_division"}]}  # fmt: skip


def _param(number: int) -> dict[str, Any]:
    return {"type": "param", "stem": "By how much does {{a}} fall to {{b}}?",
            "params": {"a": {"int": [5, 9]}, "b": {"int": [0, 4]}},
            "answer": "b - a", "tolerance": {"abs": 0.001},
            "near": [{"value": "a - b", "why": "That rises.",
                      "misconception": "sign_lost"}]}  # fmt: skip


def _short(number: int) -> dict[str, Any]:
    return {"type": "short", "stem": f"What is answer {number + 1} of an empty list?",
            "answers": ["an error"],
            "near": [{"text": "zero", "why": "Nothing is no zero.",
                      "misconception": "empty_is_zero"}]}  # fmt: skip


def _order(number: int) -> dict[str, Any]:
    return {"type": "order", "stem": f"In which order is bill {number + 1} paid?",
            "steps": {"look": "look", "add": "add up", "pay": "pay", "go": "go"},
            "depends": {"add": ["look"], "pay": ["add"], "go": ["pay"]}}  # fmt: skip


def _match(number: int) -> dict[str, Any]:
    return {"type": "match", "stem": f"What belongs together, round {number + 1}?",
            "pairs": [{"left": "`max`", "right": "largest"},
                      {"left": "`min`", "right": "smallest"}],
            "unused": ["middle"]}  # fmt: skip


def _trace(number: int) -> dict[str, Any]:
    return {"type": "trace", "stem": "What does this print?",
            "program": f"total = {number}\nprint(total + 1)\n",
            "output": f"{number + 1}\n"}  # fmt: skip


def _fill(number: int) -> dict[str, Any]:
    return {"type": "fill", "stem": "Complete the line.", "exercise": "ex01",
            "template": "def sums_of_prices(values):\n    return ____\n", "answer_code": "sum(values)",
            "wrong_code": [{"code": "values[0] + sum(values)", "why": "Twice.",
                            "misconception": "first_counts_twice"}]}  # fmt: skip


def _plot(number: int) -> dict[str, Any]:
    return {"type": "plot", "stem": f"Which is curve {number + 1}?",
            "figure": {"x": {"from": -2, "to": 2, "points": 9}, "curves": [{"y": "2*x"}],
                       "alt": "A straight line through the origin."},
            "options": [{"text": "twice x", "correct": True, "why": "It rises by 2."},
                        {"text": "x squared", "why": "No.",
                         "misconception": "sign_lost"}]}  # fmt: skip


KINDS: tuple[Callable[[int], dict[str, Any]], ...] = (
    _single, _multi, _numeric, _param, _short, _order, _match, _trace, _fill, _plot,
)  # fmt: skip
