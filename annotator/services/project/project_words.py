"""Project words 项目词: words the people of a project hold to be right, so that nothing inside them is doubted."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from annotator.errors import UserError
from annotator.lexicon.words import LONGEST_PROJECT_WORD, lies_in_word, project_spans
from annotator.model.flag import FlagStatus
from annotator.model.issue import Issue
from annotator.model.operations import AddWords, Operation, RemoveWords
from annotator.services.files.reading import read_list
from annotator.services.project.lessons import is_rule
from annotator.services.project.session import Session

SHORTEST = 2
"""A project word has this many code points at least: a single character is right or wrong by its surroundings."""


def project_words(session: Session) -> tuple[str, ...]:
    """Return the words people have added to the project, sorted by their characters."""
    return tuple(sorted(session.words()))


def add_word(session: Session, issue_id: str, word: str) -> bool:
    """Add a word to the project's; one step that can be undone, durable when it returns.

    Open flags inside the word's occurrences go from the issue at once; what else the word touches is checked again
    by whoever listens to the session.

    Args:
        session: the project.
        issue_id: the issue the person is working on, whose history gets the step.
        word: the word; blanks around it are left out.

    Returns:
        Whether the word is new to the project.

    Raises:
        UserError: the word is too short, too long or holds a line break, or the project cannot be written.
    """
    word = word.strip()
    check_word(word)
    if word in session.words():
        return False
    doubted = flags_inside(session.issue(issue_id), (word,))
    session.perform(issue_id, AddWords((word,), doubted, session.who))
    return True


def set_project_words(session: Session, issue_id: str, words: Iterable[str]) -> bool:
    """Make these the project's words; one step that can be undone, durable when it returns.

    Args:
        session: the project.
        issue_id: the issue whose history gets what is new; what goes, goes from the issues it was added with.
        words: the words; blanks around them are left out, and empty ones.

    Returns:
        Whether anything changed.

    Raises:
        UserError: a word is too short, too long or holds a line break, or the project cannot be written.
    """
    wanted = dict.fromkeys(filter(None, (word.strip() for word in words)))
    present = session.words()
    added = tuple(word for word in wanted if word not in present)
    for word in added:
        check_word(word)
    gone: dict[str, list[str]] = {}
    for word in sorted(present - wanted.keys()):
        for issue in session.issues_with_word(word):
            gone.setdefault(issue, []).append(word)
    steps: dict[str, list[Operation]] = {issue: [RemoveWords(tuple(held))] for issue, held in gone.items()}
    if added:
        doubted = flags_inside(session.issue(issue_id), added)
        steps.setdefault(issue_id, []).append(AddWords(added, doubted, session.who))
    session.perform_all(steps)
    return bool(steps)


def parse_words(text: str) -> tuple[str, ...]:
    """Return the words of a text, one a line; lines that begin with # say something else."""
    lines = (line.strip() for line in text.removeprefix("\ufeff").splitlines())
    return tuple(dict.fromkeys(line for line in lines if line and not line.startswith("#")))


def read_words_file(path: Path) -> tuple[str, ...]:
    """Return the words of a file, one a line.

    Raises:
        UserError: the file is missing, unreadable, too large or no text.
    """
    return parse_words(read_list(path))


def words_text(words: Iterable[str]) -> str:
    """Return words as text that :func:`parse_words` reads back the same."""
    return "".join(f"{word}\n" for word in words)


def check_word(word: str) -> None:
    """Check that a text can be a project word.

    Raises:
        UserError: it cannot.
    """
    if len(word) < SHORTEST:
        raise UserError("word.too_short", word=word, least=SHORTEST)
    if len(word) > LONGEST_PROJECT_WORD:
        raise UserError("word.too_long", word=word, most=LONGEST_PROJECT_WORD)
    if any(character in "\n\r\x85\u2028\u2029" for character in word):
        raise UserError("word.line_break", word=word)


def flags_inside(issue: Issue, words: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Return block id and flag id of every open flag that lies inside an occurrence of one of the words.

    House rules are not doubts: what they forbid stays flagged.
    """
    known = frozenset(words)
    found = []
    for block_id, flags in issue.flags.items():
        spans = project_spans(issue.blocks[block_id].text, known)
        found += [
            (block_id, flag.id)
            for flag in flags
            if flag.status is FlagStatus.OPEN
            and not is_rule(flag)
            and lies_in_word(flag.start, flag.end, spans)
        ]
    return tuple(found)
