"""Undo and redo go by groups, and what the program adds by itself goes with the step before it."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from annotator.model.journal import LASTING, Journal, Step


def steps(*groups, machine=()):
    return tuple(Step(seq, group, "i1", seq in machine) for seq, group in enumerate(groups, start=1))


def test_a_group_is_taken_back_at_once_the_latest_first():
    journal = Journal().record(steps(1, 2, 2, 2))
    assert [step.seq for step in journal.next_undo()] == [4, 3, 2]
    assert [step.seq for step in journal.undo().next_undo()] == [1]
    assert [step.seq for step in journal.undo().next_redo()] == [2, 3, 4]


def test_machine_steps_go_with_the_step_before_them():
    journal = Journal().record(steps(1, 2, 3, 3, machine={3, 4}))
    assert [step.seq for step in journal.next_undo()] == [4, 3, 2]
    assert [step.seq for step in journal.undo().next_redo()] == [2, 3, 4]


def test_machine_steps_alone_are_not_taken_back():
    assert Journal().record(steps(1, machine={1})).next_undo() == ()


def test_doing_something_new_ends_the_way_forward():
    journal = Journal().record(steps(1, 2)).undo()
    assert journal.record((Step(9, 9, "i1"),)).next_redo() == ()
    assert journal.record((Step(9, 9, "i1", machine=True),)).next_redo() != ()


@given(
    st.lists(
        st.tuples(st.sampled_from(["do", "undo", "redo"]), st.integers(1, 3), st.booleans()), max_size=30
    )
)
def test_the_journal_behaves_as_two_stacks_of_groups(moves):
    journal = Journal()
    done: list[int] = []
    undone: list[int] = []
    seq = 0
    for move, size, machine in moves:
        if move == "do":
            group = seq + 1
            made = tuple(Step(seq + n, group, "i1") for n in range(1, size + 1))
            seq += size
            if machine:
                seq += 1
                made = (*made, Step(seq, group, "i1", machine=True))
            journal = journal.record(made)
            done.append(group)
            undone.clear()
        elif move == "undo":
            assert {step.group for step in journal.next_undo()} == set(done[-1:])
            journal = journal.undo()
            if done:
                undone.append(done.pop())
        else:
            again = tuple(replace(step, seq=seq + n) for n, step in enumerate(journal.next_redo(), start=1))
            assert {step.group for step in again} == set(undone[-1:])
            seq += len(again)
            journal = journal.redo(again)
            if undone:
                done.append(undone.pop())
        assert [step.seq for step in journal.done] == sorted(step.seq for step in journal.done)
        assert list(dict.fromkeys(step.group for step in journal.done)) == done


def test_lasting_steps_stay_when_the_steps_around_them_are_taken_back():
    done = (
        Step(1, 1, "i1"),
        Step(2, LASTING, "i1", machine=True),
        Step(3, 1, "i1"),
        Step(4, LASTING, "i1", machine=True),
        Step(5, 1, "i1", machine=True),
    )
    journal = Journal((Step(0, 9, "i1"), *done))
    assert [step.seq for step in journal.next_undo()] == [5, 3, 1]
    back = journal.undo()
    assert [step.seq for step in back.done] == [0, 2, 4]
    assert [step.seq for step in back.next_undo()] == [0]
    assert [step.seq for step in back.undo().done] == [2, 4]
    assert back.undo().next_undo() == ()
    assert back.last_group == 9
