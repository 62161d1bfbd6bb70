"""Import: a file of another program as a quiz of ours."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal, NamedTuple, get_args

from grader.errors import LearnError
from grader.quiz.interchange import gift_reader, text2qti_reader
from grader.quiz.interchange.drafting import MAX_BYTES, Draft, Remark, yaml_text
from grader.quiz.model import Item

Source = Literal["gift", "text2qti"]
SOURCES: tuple[Source, ...] = get_args(Source)


class Imported(NamedTuple):
    """A quiz as YAML, and what of the file it does not hold."""

    text: str
    items: list[Item]
    remarks: list[Remark]


def read(
    file: Path, form: Source | None = None, *, id: str, concepts: Iterable[str] = ()
) -> Imported:
    """Read a file of questions.

    Parameters
    ----------
    form : {"gift", "text2qti"}, optional
        By default it is told by what stands in the file.
    id : str
        Of the quiz that it is to become.
    concepts : iterable of str
        Of questions that name none.

    Raises
    ------
    LearnError
        When it cannot be read, or no question of it can be taken over.
    """
    text = _text(file)
    draft = Draft(id, concepts)
    if form is None:
        form = "text2qti" if text2qti_reader.looks_like_it(text) else "gift"
    if form == "gift":
        gift_reader.read(text, draft)
    else:
        text2qti_reader.read(text, draft)
    remarks = sorted(draft.remarks, key=lambda remark: remark.line)
    if not draft.items:
        first = f"line {remarks[0].line}: {remarks[0].what}" if remarks else ""
        raise LearnError(
            "no question of it can be taken over" + (f"; {first}" if first else ""),
            where=str(file),
            fix=f"it was read as {form}; --from says another format",
        )
    title = draft.title or id.replace("_", " ").capitalize()
    return Imported(yaml_text(title, draft.items), draft.items, remarks)


def _text(file: Path) -> str:
    try:
        with file.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise LearnError(
            f"it cannot be read: {error.strerror}", where=str(file)
        ) from error
    if len(raw) > MAX_BYTES:
        raise LearnError(
            "the file is larger than 1 MiB", where=str(file), fix="import it in parts"
        )
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise LearnError(
            "the file is not UTF-8", where=f"{file}:{line}", fix="save it as UTF-8"
        ) from error
