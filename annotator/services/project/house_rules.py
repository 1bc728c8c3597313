"""House rules: lists of what must be written otherwise, everybody's and a project's, in small files people can edit.

A rules file is a table in CSV with the columns wrong, right and note; ``wrong→right`` on a line of its own is read
too. An empty ``right`` only forbids.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from annotator.detect.context import HouseRule, RuleBook
from annotator.errors import UserError
from annotator.paths import config_folder
from annotator.resources import resource_path
from annotator.services.files.reading import read_list
from annotator.services.files.writing import write_checked

RULES_KEY = "house_rules"
FILE_NAME = "house_rules.csv"
HEADER = ("wrong", "right", "note")
_HEADERS = frozenset({"wrong", "错", "错误", "原词", "误"})
_ARROWS = ("→", "=>", "->")
_LONGEST = 64
"""Longest wrong text of a rule, in code points."""


class KeepsData(Protocol):
    """What keeps plain data for a project under keys: a session."""

    def data(self, key: str) -> object:
        """Return the data kept under a key, or None."""

    def set_data(self, key: str, value: object) -> None:
        """Keep data under a key; durable when it returns."""


def read_rules_file(path: Path) -> tuple[HouseRule, ...]:
    """Read the rules of a file; of several rules against the same text the last one holds.

    Raises:
        UserError: the file is missing, unreadable, no text, or a line is no rule; its number is said.
    """
    return parse_rules(read_list(path), path.name)


def variant_rules() -> tuple[HouseRule, ...]:
    """Return rules against spellings that are not recommended, for those who want them; they come with the program."""
    return read_rules_file(resource_path("words", "variants.csv"))


def parse_rules(text: str, name: str = "") -> tuple[HouseRule, ...]:
    """Return the rules of a table's text.

    Raises:
        UserError: a line is no rule.
    """
    text = text.removeprefix("\ufeff")
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = "\t" if "\t" in first else ","
    rules: dict[str, HouseRule] = {}
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    started = False
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            if not any(cells) or (cells[0].startswith("#") and len(cells) == 1):
                continue
            if not started and cells[0].casefold() in _HEADERS:
                started = True
                continue
            started = True
            rule = _rule(cells)
            if rule is None:
                raise UserError("rules.line", file=name, line=reader.line_num)
            rules[rule.wrong] = rule
    except csv.Error as error:
        raise UserError("rules.line", file=name, line=reader.line_num) from error
    return tuple(rules.values())


def _rule(cells: Sequence[str]) -> HouseRule | None:
    """Return the rule of a row, or None if it is none."""
    if len(cells) == 1:
        for arrow in _ARROWS:
            wrong, found, right = cells[0].partition(arrow)
            if found:
                cells = [wrong.strip(), right.strip()]
                break
    wrong, right, *notes = [*cells, ""][: max(2, len(cells))]
    if not wrong or wrong == right or len(wrong) > _LONGEST or "\n" in wrong + right:
        return None
    return HouseRule(wrong, right, " ".join(note for note in notes if note))


def rules_text(rules: Iterable[HouseRule]) -> str:
    """Return rules as the text of a table that :func:`parse_rules` reads back the same."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADER)
    writer.writerows((rule.wrong, rule.right, rule.note) for rule in rules)
    return out.getvalue()


def write_rules_file(path: Path, rules: Iterable[HouseRule]) -> None:
    """Write rules to a file; a mark at its beginning tells spreadsheets that it is UTF-8.

    Raises:
        UserError: it cannot be written; what was there stays.
    """
    write_checked(path, "\ufeff" + rules_text(rules))


def project_rules(session: KeepsData) -> tuple[HouseRule, ...]:
    """Return the rules of a project alone, in the order they were given."""
    return _rules_of(session.data(RULES_KEY))


def set_project_rules(session: KeepsData, rules: Iterable[HouseRule]) -> None:
    """Make these the rules of a project; durable when it returns. Like a label scheme, it is no step to be undone.

    Raises:
        UserError: the project is read-only or cannot be written.
    """
    session.set_data(RULES_KEY, [[rule.wrong, rule.right, rule.note] for rule in rules])


def joined(old: Iterable[HouseRule], new: Iterable[HouseRule]) -> tuple[HouseRule, ...]:
    """Return two lists of rules as one; where both say something about the same text, the new one holds."""
    return tuple({rule.wrong: rule for rule in (*old, *new)}.values())


def global_rules_path() -> Path:
    """Return where the rules for all projects are kept; the file may not exist."""
    return config_folder() / FILE_NAME


def global_rules() -> tuple[HouseRule, ...]:
    """Return the rules for all projects.

    Raises:
        UserError: the file cannot be read, or a line is no rule.
    """
    path = global_rules_path()
    if not path.exists():
        return ()
    return _cached(path, path.stat().st_mtime_ns)


def set_global_rules(rules: Iterable[HouseRule]) -> None:
    """Make these the rules for all projects.

    Raises:
        UserError: they cannot be written.
    """
    write_rules_file(global_rules_path(), rules)


def rule_book(project: object = None) -> RuleBook:
    """Return everybody's rules and a project's together; the project's win.

    Args:
        project: what the project keeps under ``RULES_KEY``; None for no project.

    Raises:
        UserError: everybody's rules cannot be read.
    """
    return _book(global_rules(), _rules_of(project))


@lru_cache(maxsize=4)
def _book(everybodys: tuple[HouseRule, ...], own: tuple[HouseRule, ...]) -> RuleBook:
    return RuleBook(joined(everybodys, own))


@lru_cache(maxsize=1)
def _cached(path: Path, _changed: int) -> tuple[HouseRule, ...]:
    return read_rules_file(path)


def _rules_of(data: object) -> tuple[HouseRule, ...]:
    """Return the rules that project data describe; rows that make no sense are passed over."""
    if not isinstance(data, list):
        return ()
    rows = (row for row in data if isinstance(row, list) and len(row) == len(HEADER))
    return tuple(HouseRule(*row) for row in rows if all(isinstance(cell, str) for cell in row) and row[0])


__all__ = [
    "HEADER",
    "RULES_KEY",
    "HouseRule",
    "RuleBook",
    "global_rules",
    "global_rules_path",
    "joined",
    "parse_rules",
    "project_rules",
    "read_rules_file",
    "rule_book",
    "rules_text",
    "set_global_rules",
    "set_project_rules",
    "variant_rules",
    "write_rules_file",
]
