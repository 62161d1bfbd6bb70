"""Read GIFT as Moodle does: questions apart by empty lines, answers in braces."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from grader.quiz.interchange import from_html
from grader.quiz.interchange.drafting import Draft, readable

# Escaped marks become characters that no UTF-8 file holds, until all is taken apart.
_ESCAPED = {mark: chr(0xD800 + i) for i, mark in enumerate("~=#{}:\\n")}
_ESCAPE = re.compile(r"\\([~=#{}:\\n])")
_BACK = {ord(c): "\n" if mark == "n" else mark for mark, c in _ESCAPED.items()}
_ID = re.compile(r"\[id:([^\]]+)\]")
_TAG = re.compile(r"\[tag:([^\]]+)\]")
_FORMAT = re.compile(r"\[(html|markdown|plain|moodle)\]")
_WEIGHT = re.compile(r"%(-?[0-9]{1,3}(?:\.[0-9]{0,9})?)%")
_NUMBER = (
    r"[+-]?(?:[0-9]{1,30}(?:\.[0-9]{0,30})?|\.[0-9]{1,30})(?:[eE][+-]?[0-9]{1,3})?"
)
_ABOUT = re.compile(rf"({_NUMBER})\s*(?::\s*({_NUMBER}))?")
_RANGE = re.compile(rf"({_NUMBER})\s*\.\.\s*({_NUMBER})")
_BLANK = "`_____`"
MAX_ANSWERS = 200


class _Block(NamedTuple):
    """The lines of one question, as one text with its marks shielded."""

    line: int
    text: str
    id: str
    tags: tuple[str, ...]


class _Answer(NamedTuple):
    """One entry between the braces; `share` is of the points, from -1 to 1."""

    mark: str
    share: float
    text: str
    feedback: str


def read(text: str, draft: Draft) -> None:
    """Read a file; what is not taken over becomes a remark, by its line."""
    for block in _blocks(readable(text), draft):
        _Question(block, draft).read()


def _blocks(text: str, draft: Draft) -> Iterable[_Block]:
    rows: list[str] = []
    start, id, tags = 0, "", []
    for number, row in enumerate([*text.split("\n"), ""], 1):
        bare = row.strip()
        if bare.startswith("//"):
            found = _ID.search(bare)
            id = found[1].strip() if found else id
            tags += [tag.strip() for tag in _TAG.findall(bare)]
        elif not rows and bare.startswith("$CATEGORY:"):
            _category(number, bare.removeprefix("$CATEGORY:").strip(), draft)
        elif bare:
            start = start if rows else number
            rows.append(row)
        else:
            if rows:
                yield _Block(start, _shielded("\n".join(rows)), id, tuple(tags))
            rows, id, tags = [], "", []


def _category(line: int, path: str, draft: Draft) -> None:
    parts = re.split(r"(?<!/)/(?!/)", path)
    parts = [p.replace("//", "/").strip() for p in parts if p.strip("$ ")]
    parts = [p for p in parts if p not in ("$course$", "top")]
    if not draft.title and parts:
        draft.title = parts[0]
    elif parts and parts != [draft.title]:
        draft.remark(line, f"the category {parts[-1]!r} becomes part of this quiz")


def _shielded(text: str) -> str:
    return _ESCAPE.sub(lambda found: _ESCAPED[found[1]], text)


class _Question:
    """One question on its way into a draft."""

    def __init__(self, block: _Block, draft: Draft) -> None:
        self.block, self.draft = block, draft
        self.format = "moodle"

    def read(self) -> None:
        """Add it to the draft, or say why not."""
        name, text = self._name(self.block.text.strip())
        start, end = text.find("{"), text.find("}")
        if start < 0 and end < 0:
            self._remark("left out: a text without a question")
            return
        if start < 0 or end < start:
            self._remark("left out: its braces do not match")
            return
        tail = text[end + 1 :].strip()
        if "{" in tail or "}" in tail:
            self._remark("left out: it has more than one pair of braces")
            return
        found = _FORMAT.match(text)
        if found:
            self.format = found[1]
        stem = self._said(text[:start])
        if tail:
            stem = f"{stem} {_BLANK} {self._said(tail)}".strip()
        inside = text[start + 1 : end].strip()
        body, mark, general = inside.rpartition("####")
        values = {"stem": stem, "explanation": self._said(general) if mark else ""}
        self._answers(name, values, body.strip() if mark else inside)

    def _name(self, text: str) -> tuple[str, str]:
        name = ""
        if text.startswith("::"):
            head, mark, rest = text[2:].partition("::")
            if mark:
                name, text = head, rest
        return self.block.id or _plain(name), text.strip()

    def _answers(self, name: str, values: dict[str, Any], body: str) -> None:
        if sum(body.count(mark) for mark in "=~") > MAX_ANSWERS:
            self._remark(f"left out: it has more than {MAX_ANSWERS} answers")
            return
        truth = body.partition("#")[0].strip()
        made: tuple[str, dict[str, Any]] | None
        if not body:
            self._remark("left out: an essay, which no rule can mark")
            return
        if body.startswith("#"):
            made = self._numeric(_entries(body[1:]))
        elif "~" in body:
            made = self._options(_entries(body))
        elif "=" in body and "->" in body:
            made = self._pairs(_entries(body))
        elif truth in ("T", "TRUE", "F", "FALSE"):
            made = self._truth(truth, body.split("#", 2)[1:])
        else:
            made = self._short(_entries(body))
        if made is not None:
            kind, more = made
            extra = more.pop("explanation", "")
            values["explanation"] = values["explanation"] or extra
            self.draft.add(
                self.block.line, kind, name, self.block.tags, **values, **more
            )

    # -- kinds ---------------------------------------------------------------------

    def _options(self, entries: list[_Answer]) -> tuple[str, dict[str, Any]]:
        several = all(a.mark != "=" for a in entries)
        right = [a.mark == "=" or (a.share > 0 if several else a.share == 1) for a in entries]  # fmt: skip
        count = sum(right)
        if several:
            wanted = [1 / count if r else -1 / count for r in right] if count else []
            pairs = zip(entries, wanted, strict=False)
            if any(abs(a.share - share) > 0.001 for a, share in pairs):
                self._remark("its weights become: right ones minus wrong ones")
        elif any(0 < a.share < 1 for a in entries):
            self._remark("options that are partly right become wrong")
        if not several and count > 1:
            self._remark("several options are right alone; all are to be selected now")
        options = [
            {"text": self._said(a.text), "correct": r, "why": self._said(a.feedback)}
            for a, r in zip(entries, right, strict=True)
        ]
        kind = "multi" if several or count > 1 else "single"
        return kind, {"options": options}

    def _truth(self, truth: str, said: list[str]) -> tuple[str, dict[str, Any]]:
        right = truth.startswith("T")
        # What is said about the wrong answer stands first.
        wrong_why, right_why = (*(self._said(s) for s in said), "", "")[:2]
        options = [
            {"text": word, "correct": is_it, "why": right_why if is_it else wrong_why,
             "pin": "first"}
            for word, is_it in (("True", right), ("False", not right))
        ]  # fmt: skip
        return "single", {"options": options}

    def _pairs(self, entries: list[_Answer]) -> tuple[str, dict[str, Any]]:
        pairs, unused = [], []
        for answer in entries:
            left, arrow, right = f"{answer.text}".partition("->")
            if not arrow:
                self._remark(f"a side without its partner is left out: {_short(left)}")
            elif left.strip():
                pairs.append({"left": self._said(left), "right": _plain(right)})
            else:
                unused.append(_plain(right))
        return "match", {"pairs": pairs, "unused": unused}

    def _short(self, entries: list[_Answer]) -> tuple[str, dict[str, Any]]:
        answers, near, said = [], [], []
        for answer in entries:
            text = _plain(answer.text)
            if "*" in text.replace("\\*", ""):
                self._remark(f"left out, as * would stand for anything: {_short(text)}")
                continue
            text = text.replace("\\*", "*")
            if answer.share == 1:
                answers.append(text)
                said.append(self._said(answer.feedback))
            else:
                if answer.share:
                    self._remark(f"partly right becomes wrong: {_short(text)}")
                near.append({"text": text, "why": self._said(answer.feedback)})
        return "short", {
            "answers": answers, "near": near, "explanation": self._together(said),
        }  # fmt: skip

    def _numeric(self, entries: list[_Answer]) -> tuple[str, dict[str, Any]] | None:
        values: dict[str, Any] = {"near": []}
        reaches: list[tuple[float, float]] = []
        for answer in entries:
            text = _plain(answer.text)
            number = _number(text)
            if number is None:
                if answer.mark != "~" or text:
                    self._remark(f"left out, as it is no number: {_short(text)}")
                elif answer.feedback:
                    self._remark("what is said about all other numbers is left out")
            elif answer.share == 1 and "answer" not in values:
                values["answer"] = number[0]
                reaches.insert(0, number)
                values["explanation"] = self._said(answer.feedback)
            elif answer.share == 1:
                self._remark(f"a second right number is left out: {_short(text)}")
            else:
                if answer.share:
                    self._remark(f"partly right becomes wrong: {_short(text)}")
                slip = {"value": number[0], "why": self._said(answer.feedback)}
                values["near"].append(slip)
                reaches.append(number)
        if "answer" in values:
            values["tolerance"] = self._tolerance(reaches)
        return "numeric", values

    def _tolerance(self, reaches: list[tuple[float, float]]) -> dict[str, float]:
        """Find one tolerance for the key, which stands first, and the slips."""
        value, reach = reaches[0]
        if all(other in (reach, 0.0) for _, other in reaches):
            return {"abs": reach}
        share = float(f"{reach / abs(value):.6g}") if value else 0.0
        if all(abs(share * abs(v) - r) <= 1e-5 * r for v, r in reaches):
            return {"rel": share}
        self._remark("slips are as wide as the right answer")
        return {"abs": reach}

    # -- texts ---------------------------------------------------------------------

    def _together(self, said: list[str]) -> str:
        different = list(dict.fromkeys(s for s in said if s))
        if len(different) > 1:
            self._remark("what is said about each right answer becomes one text")
        return "\n\n".join(different)

    def _said(self, text: str) -> str:
        """Take a text apart from its format, and write it as Markdown."""
        text, form = text.strip(), self.format
        found = _FORMAT.match(text)
        if found:
            text, form = text[found.end() :], found[1]
        text = _plain(text)
        if form == "markdown":
            return text
        if form == "html" or (form == "moodle" and from_html.looks_like_html(text)):
            text, lost = from_html.markdown(text)
            for tag in lost:
                self._remark(f"the HTML element <{tag}> is left out")
            return text
        return from_html.literal(text)

    def _remark(self, what: str) -> None:
        self.draft.remark(self.block.line, what)


def _entries(body: str) -> list[_Answer]:
    """Take the text between braces apart at its marks."""
    found = []
    for part in re.split(r"(?=[=~])", body):
        mark = part[0] if part[:1] in ("=", "~") else ""
        rest = part[len(mark) :].strip()
        if not rest and not mark:
            continue
        share = 0.0 if mark == "~" else 1.0
        weight = _WEIGHT.match(rest)
        if weight:
            share = max(-1.0, min(1.0, float(weight[1]) / 100))
            rest = rest[weight.end() :]
        text, _, feedback = rest.partition("#")
        found.append(_Answer(mark, share, text.strip(), feedback.strip()))
    return found


def _number(text: str) -> tuple[float, float] | None:
    """Read ``3``, ``3:0.1`` or ``2.9..3.1`` as a number and how far off counts."""
    about = _ABOUT.fullmatch(text)
    if about:
        return float(about[1]), abs(float(about[2] or 0))
    between = _RANGE.fullmatch(text)
    if between:
        low, high = sorted((float(between[1]), float(between[2])))
        middle = float(f"{(low + high) / 2:.12g}")
        return middle, float(f"{(high - low) / 2:.12g}")
    return None


def _plain(text: str) -> str:
    return text.translate(_BACK).strip()


def _short(text: str) -> str:
    text = " ".join(_plain(text).split())
    return text if len(text) <= 40 else text[:39] + "…"
