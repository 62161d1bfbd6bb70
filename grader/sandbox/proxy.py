"""What a check holds: stand-ins whose every use is a call into the worker.

They decide nothing themselves: equality is by handle, and a value always
arrives as plain data that fits its contract.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from grader.model import Class, ExerciseFile, Function
from grader.sandbox import contract
from grader.sandbox.contract import Dims
from grader.sandbox.protocol import PREPARED, Handle
from grader.sandbox.session import Problem, Session, SubmissionFault


class Submission:
    """The learner's file, as a check sees it: ``submission.name(…)``.

    What the exercise declares under `values` is read instead: ``submission.NAME``.
    """

    def __init__(self, session: Session, spec: ExerciseFile) -> None:
        self.__dict__["__learn_session__"] = session
        self.__dict__["__learn_spec__"] = spec
        self.__dict__["__learn_prepared__"] = Prepared(session)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        session: Session = self.__dict__["__learn_session__"]
        spec: ExerciseFile = self.__dict__["__learn_spec__"]
        if name in spec.values:
            return _wrapped(session, session.get("", 0, name, spec.values[name], {}))
        declared = spec.classes.get(name)
        if declared is not None:
            return _constructor(session, name, declared)
        function = spec.functions.get(name, Function())

        def call(*args: object, **kwargs: object) -> Any:
            value = session.call(name, function, args, kwargs)
            return _wrapped(session, value)

        call.__learn_remote__ = True  # type: ignore[attr-defined]
        return call


class Prepared:
    """What the exercise's `prepare` defines, to be called in the worker."""

    def __init__(self, session: Session) -> None:
        self.__dict__["_session"] = session

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        session: Session = self.__dict__["_session"]
        if session.setting.profile != "frameworks":
            raise ValueError("exercise.yaml must say `profile: frameworks` for this")

        def call(*args: object, **kwargs: object) -> Any:
            value = session.call(
                name, Function(), args, kwargs, on=PREPARED, attribute=name
            )
            return _wrapped(session, value)

        call.__learn_remote__ = True  # type: ignore[attr-defined]
        return call


class Instance:
    """An object that the submission made and that stays in its worker."""

    def __init__(
        self, session: Session, handle: Handle, name: str, spec: Class, dims: Dims
    ) -> None:
        self.__dict__.update(
            __learn_session__=session,
            __learn_handle__=handle,
            _name=name,
            _spec=spec,
            _dims=dims,
        )

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        own = self.__dict__
        session: Session = own["__learn_session__"]
        handle: Handle = own["__learn_handle__"]
        method = own["_spec"].methods.get(name)
        if method is not None:

            def call(*args: object, **kwargs: object) -> Any:
                value = session.call(
                    f"{own['_name']}.{name}", method, args, kwargs,
                    on=handle.id, attribute=name, dims=own["_dims"],
                )  # fmt: skip
                return _wrapped(session, value)

            call.__learn_remote__ = True  # type: ignore[attr-defined]
            return call
        declared = own["_spec"].attributes.get(name, "any")
        value = session.get(own["_name"], handle.id, name, declared, own["_dims"])
        return _wrapped(session, value)

    def __setattr__(self, name: str, value: object) -> None:
        own = self.__dict__
        own["__learn_session__"].set(
            own["_name"], own["__learn_handle__"].id, name, value
        )

    def __call__(self, *args: object, **kwargs: object) -> Any:
        """Call the object itself, in its worker."""
        own = self.__dict__
        session: Session = own["__learn_session__"]
        value = session.call(
            own["_name"], Function(), args, kwargs,
            on=own["__learn_handle__"].id, attribute="",
        )  # fmt: skip
        return _wrapped(session, value)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Instance):
            return False
        mine: Handle = self.__dict__["__learn_handle__"]
        theirs: Handle = other.__dict__["__learn_handle__"]
        return mine.id == theirs.id

    def __hash__(self) -> int:
        return hash(self.__dict__["__learn_handle__"].id)


def _constructor(session: Session, name: str, spec: Class) -> Callable[..., Any]:
    def construct(*args: object, **kwargs: object) -> Instance:
        made = session.call(
            name, Function(spec.args), args, kwargs, attributes=tuple(spec.attributes)
        )
        if not isinstance(made, Handle):
            text = f"`{name}(…)` did not make an object; is `{name}` a class?"
            fault = SubmissionFault(text)
            fault.__learn_problem__ = Problem("failed", text, text)  # type: ignore[attr-defined]
            raise fault
        given = dict(zip(spec.args, args, strict=False)) | kwargs
        return Instance(session, made, name, spec, contract.bind(spec.args, given))

    return construct


def _wrapped(session: Session, value: Any) -> Any:
    if isinstance(value, Handle):
        return Instance(session, value, "the result", Class(), {})
    if isinstance(value, dict):
        return {key: _wrapped(session, item) for key, item in value.items()}
    return value
