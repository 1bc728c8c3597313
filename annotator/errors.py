"""Errors of the user's world, told apart from bugs.

A ``UserError`` carries a code and values, never a sentence: the window and the command line each have a
catalogue that turns the code into one clear sentence in the user's language.
"""

from __future__ import annotations

from collections.abc import Callable


class UserError(Exception):
    """Something outside the program is wrong: a file, a disk, an encoding, malformed input.

    Attributes:
        code: dotted name of the sentence, e.g. ``"import.empty"``; the part before the dot names the area.
        values: what the sentence needs (file names, counts), as plain strings and numbers.
    """

    def __init__(self, code: str, **values: str | int | float) -> None:
        self.code = code
        self.values = values
        super().__init__(code, values)

    def __reduce__(self) -> tuple[Callable[..., UserError], tuple[str, dict[str, str | int | float]]]:
        """Go through a pickle whole, as from another process."""
        return _made_again, (self.code, self.values)

    def __str__(self) -> str:
        listed = ", ".join(f"{name}={value!r}" for name, value in self.values.items())
        return f"{self.code}({listed})"


def _made_again(code: str, values: dict[str, str | int | float]) -> UserError:
    return UserError(code, **values)
