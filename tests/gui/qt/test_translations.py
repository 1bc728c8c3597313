"""Both languages are complete."""

import ast
import importlib
import pkgutil
import re
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale

import annotator.detect
from annotator.cli.messages_en import ENGLISH
from annotator.detect.lattice.explain import PARTS
from annotator.model.operations import OPERATIONS
from annotator.ui.qt import translate
from annotator.ui.words import errors, sentences
from annotator.ui.words.history import PLAIN

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def make_translations():
    sys.path.insert(0, str(ROOT / "build"))
    try:
        yield importlib.import_module("make_translations")
    finally:
        sys.path.remove(str(ROOT / "build"))


def test_the_translation_has_every_text_and_no_other(make_translations):
    assert make_translations.problems() == []


def test_the_compiled_translation_is_that_of_the_texts(make_translations, tmp_path):
    make_translations.compile_to(make_translations.TS, tmp_path / "fresh.qm")
    assert (tmp_path / "fresh.qm").read_bytes() == make_translations.QM.read_bytes()


def test_placeholders_survive_translation(make_translations):
    for (_, text), done in make_translations.messages(make_translations.TS).items():
        wanted = sorted(part.partition("}")[0] for part in text.split("{")[1:])
        found = sorted(part.partition("}")[0] for part in (done or "").split("{")[1:])
        # Words that go with a number are the same for all numbers in Chinese.
        assert found == [name for name in wanted if "|" not in name], text


NEVER_ONE = {
    "{cells} characters",  # widths of columns
    "{longest} characters",
    "{most} characters",
    "{1} times",  # as often as any two characters
    "{count} issues",  # told where there are several
    "{rate} pages",
    "{received} bytes",
    "{sent} bytes",
    "{count} more series",
}
ARE_NO_NUMBERS = {"detail", "file", "issue", "keys", "name", "part", "pattern", "position"}


def test_english_says_one_page_and_two_pages(make_translations):
    """Behind a number stand both forms of its word, as in ``{count:page|pages}``, unless it is never one."""
    window = {text for _, text in make_translations.messages(make_translations.TS)}
    for text in window | set(ENGLISH.values()):
        assert "(s)" not in text
        for match in re.finditer(r"\{(\w+)\} (?:more )?[a-z]{3,}s\b(?<!this)", text):
            assert match[0] in NEVER_ONE or match[1] in ARE_NO_NUMBERS, text


def test_the_words_of_the_glossary_are_used(make_translations):
    done = make_translations.messages(make_translations.TS)
    words = {
        ("MainWindow", "Doubts"): "疑错",
        ("MainWindow", "Labels"): "标签",
        ("MainWindow", "Raw text"): "原文",
    }
    words |= {
        ("MainWindow", "Decisions"): "待定",
        ("MainWindow", "Article"): "成稿",
        ("Actions", "Arrange"): "编排",
    }
    words |= {
        ("Reasons", "Unplaced"): "未归",
        ("Reasons", "Furniture"): "版面杂项",
        ("Reasons", "kicker"): "引题",
    }
    assert {key: done[key] for key in words} == words


def reasons_of_detectors():
    for entry in pkgutil.iter_modules(annotator.detect.__path__):
        module = importlib.import_module(f"annotator.detect.{entry.name}")
        yield from getattr(module, "REASONS", ())


def test_every_reason_of_a_flag_has_a_sentence():
    reasons = set(reasons_of_detectors())
    assert len(reasons) > 30
    assert reasons <= set(sentences.FLAG_REASONS) | set(sentences.REASON_PARTS)
    assert "lattice.unlikely" in sentences.FLAG_REASONS


def test_every_part_of_a_reason_has_words_and_its_number():
    assert set(PARTS) == set(sentences.REASON_PARTS)
    values = (
        "lattice.no_word",
        "袋盖",
        "37",
        "lattice.follows",
        "网络 覆盖",
        "2.1",
        "lattice.alike",
        "袋/覆",
        "9",
    )
    assert (
        sentences.reason_sentence("lattice.unlikely", values)
        == "“袋盖” is no word; “网络覆盖” is common; 袋/覆 look alike"
    )
    assert sentences.reason_numbers(values) == [
        "the first candidate: 37 in a million words",
        "“网络 覆盖”: 2.1 % of the times the first word stands",
        "袋/覆: misread 9 times as often as any two characters",
    ]
    assert sentences.reason_numbers(("甲", "乙", "丙")) == []


def literals(folder, call):
    """Return the first string literal of each call of a name below a package folder."""
    for path in sorted((ROOT / "annotator" / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and call in (
                getattr(node.func, "id", ""),
                getattr(node.func, "attr", ""),
            ):
                texts = [part.value for part in node.args if isinstance(part, ast.Constant)]
                yield from (text for text in texts if isinstance(text, str))


def test_every_reason_of_a_decision_has_a_sentence():
    reasons = {text for text in literals("reconstruct", "_decide") if "." in text}
    assert reasons
    assert reasons <= set(sentences.DECISION_REASONS)


def test_every_clean_up_rule_has_a_name():
    folder = ROOT / "annotator" / "reconstruct" / "cleanups"
    source = "".join(path.read_text("utf-8") for path in sorted(folder.glob("*.py")))
    rules = set(re.findall(r'cleanup\("([a-z-]+)"\)', source)) | set(
        re.findall(r'\("[^"]*", "([a-z-]+)"\)', source)
    )
    assert rules
    assert rules <= set(sentences.CLEANUP_RULES)


def test_every_error_of_the_user_has_a_sentence():
    # Codes of the command line alone are said by the command line.
    codes = {
        code
        for folder in ("text", "model", "store", "formats", "services", "ui")
        for code in literals(folder, "UserError")
    }
    codes |= {code for folder in ("services",) for code in literals(folder, "Note")}
    own = {"export.issue", "export.choose_issue", "batch.no_cluster", "batch.no_scheduler"}
    assert {"import.empty", "project.in_use"} <= codes
    assert codes - own <= set(errors.SENTENCES)


def test_sentences_ask_only_for_values_that_errors_carry():
    for path in sorted((ROOT / "annotator").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "UserError"):
                continue
            code = next((part.value for part in node.args if isinstance(part, ast.Constant)), None)
            if code in errors.SENTENCES and all(keyword.arg for keyword in node.keywords):
                names = set(re.findall(r"\{(\w+)", errors.SENTENCES[code]))
                carried = {keyword.arg for keyword in node.keywords}
                # Names of files are added by who knows them.
                assert names - {"file"} <= carried, (path.name, code)


def test_every_operation_is_told_in_words(desk):
    from annotator.services.labels.schemes import DEFAULT_SCHEME, shipped_scheme
    from annotator.ui.words.history import operation_words

    told = set(PLAIN)
    scheme = shipped_scheme(DEFAULT_SCHEME)
    desk.press("Enter")
    desk.press("Space")
    desk.press("F2")
    desk.type("字")
    for entry in desk.session.recent():
        assert operation_words(entry.operation, scheme) != type(entry.operation).__name__
        told.add(type(entry.operation))
    names = {kind.__name__ for kind in OPERATIONS} - {kind.__name__ for kind in told}
    source = (ROOT / "annotator" / "ui" / "words" / "history.py").read_text("utf-8")
    assert all(f"case {name}(" in source for name in names)


@pytest.mark.parametrize(
    ("name", "language"), [("zh_CN", "zh_CN"), ("zh_TW", "zh_CN"), ("de_DE", "en"), ("en_US", "en")]
)
def test_the_language_follows_the_system(name, language):
    assert translate.language_of("system", QLocale(name)) == language
    assert translate.language_of("en", QLocale(name)) == "en"


def test_an_unknown_reason_is_shown_as_it_is():
    assert sentences.reason_sentence("plugin.odd", ("甲",)) == "plugin.odd 甲"
    assert "odd.code" in errors.sentence("odd.code", {"file": "x"})


def test_dates_are_written_as_in_the_language_of_the_window():
    american, swiss = QLocale("en_US"), QLocale("de_CH")
    assert translate.locale_of("zh_CN", american).language() is QLocale.Language.Chinese
    assert translate.locale_of("en", swiss).language() is QLocale.Language.English
    british = QLocale("en_GB")
    assert translate.locale_of("en", british) == british


def test_the_history_tells_deleting_and_inserting_apart_from_correcting():
    from annotator.model.operations import AcceptFlag, ReplaceSeries
    from annotator.model.operations.text import Replacement
    from annotator.services.labels.schemes import DEFAULT_SCHEME, shipped_scheme
    from annotator.ui.words.history import operation_words

    scheme = shipped_scheme(DEFAULT_SCHEME)
    place = Replacement("b1", 0, 1, "、", "")
    assert operation_words(ReplaceSeries((place, place), "typing"), scheme) == "Series: “、” deleted ×2"
    taken = AcceptFlag("b1", "f1", "", "typing", "、")
    assert operation_words(taken, scheme) == "Deleted “、”"
