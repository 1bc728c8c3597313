from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.detect import runner
from annotator.detect.context import CheckContext, count_ngrams
from annotator.detect.flags import make_flag
from annotator.detect.reasons import REASONS
from annotator.model.article import Block, Role

PROSE = "渠道修好了，水流到田头。村民们都来帮忙，干劲十足"


def block(block_id: str, role: Role, text: str) -> Block:
    return Block(block_id, role, (), text)


def reasons(flags) -> list[str]:
    return [flag.reason for flag in flags]


def test_a_text_is_checked_by_all_simple_detectors_without_models():
    text = "2O24年，一批利民民民措施，展现了勤劳、的品格。"
    flags = runner.check_text(text, CheckContext(), None)
    assert reasons(flags) == ["numbers.letter", "repetition.characters", "punctuation.particle"]
    assert all(text[flag.start : flag.end] == flag.text and flag.id == "" for flag in flags)


def test_only_prose_needs_an_end_mark_and_not_before_a_jump():
    roles = [Role.TITLE, Role.BODY, Role.BODY, Role.JUMP]
    blocks = [block(str(number), role, PROSE) for number, role in enumerate(roles)]
    found = runner.check_blocks(blocks, CheckContext(), None)
    assert [reasons(found[str(number)]) for number in range(4)] == [[], ["punctuation.missing_end"], [], []]


def test_names_are_compared_in_bylines_but_their_lines_are_not_read_as_sentences():
    blocks = [block(str(number), Role.BODY, f"村支书许文婧说，第{number}件事办好了。") for number in range(6)]
    byline = block("b", Role.BYLINE, "通讯员许文靖，的")
    found = runner.check_blocks([*blocks, byline], CheckContext(), None)
    assert [(flag.text, flag.reason) for flag in found["b"]] == [("许文靖", "consistency.name")]


def test_given_counts_are_used_instead_of_counting_the_blocks():
    counts = count_ngrams(["许文婧说"] * 6)
    found = runner.check_blocks([block("b", Role.BYLINE, "许文靖摄")], CheckContext(counts=counts), None)
    assert [flag.text for flag in found["b"]] == ["许文靖"]


def test_progress_runs_to_one_and_cancelling_keeps_what_is_done():
    blocks = [block(str(number), Role.BODY, PROSE) for number in range(3)]
    shares: list[float] = []
    found = runner.check_blocks(blocks, CheckContext(), None, shares.append, lambda: len(shares) == 2)
    assert list(found) == ["0", "1"]
    assert shares == pytest.approx([1 / 3, 2 / 3])


class Misreading:
    """Stands in for the lattice detector: every 衣机 is a misread 农机."""

    def __init__(self):
        self.batches = []

    def flags(self, text, context):
        found = [at for at in range(len(text)) if text.startswith("衣机", at)]
        return [make_flag(text, at, at + 2, 0.9, "lattice.unlikely", {"农机": 0.8}) for at in found]

    def flags_of_texts(self, texts, context, counts=None):
        self.batches.append(len(texts))
        return [self.flags(text, context) for text in texts]


def test_the_lattice_detector_reads_every_sentence_but_no_line():
    lattice = Misreading()
    models = runner.Models(lattice)
    long = "春耕时节，大家都在检修衣机。" * 200
    blocks = [block(str(number), Role.BODY, long) for number in range(4)]
    blocks.insert(2, block("b", Role.BYLINE, "通讯员 衣机"))
    found = runner.check_blocks(blocks, CheckContext(), models)
    misread = {key: sum(flag.detector == "lattice" for flag in flags) for key, flags in found.items()}
    assert misread == {"0": 200, "1": 200, "b": 0, "2": 200, "3": 200}
    assert lattice.batches == [2, 2]
    assert reasons(runner.check_text("检修衣机", CheckContext(), models)) == ["lattice.unlikely"]


@given(st.text(max_size=60))
def test_no_text_breaks_a_detector(text):
    flags = runner.check_text(text, CheckContext(counts=count_ngrams([text] * 3)), None)
    for flag in flags:
        assert text[flag.start : flag.end] == flag.text
        assert 0 <= flag.score <= 1
        assert flag.reason in REASONS


@given(st.text(alphabet="春耕的、。“”‘’《》（）2O月日 and,.:一哈\ue000發\ud800\n", max_size=40))
def test_no_text_of_marks_and_intruders_breaks_a_detector(text):
    flags = runner.check_text(text, CheckContext(), None)
    assert [flag.start for flag in flags] == sorted(flag.start for flag in flags)
    assert all(flag.reason in REASONS and flag.text == text[flag.start : flag.end] for flag in flags)
