"""A patch turns one issue into another, and its inverse turns it back."""

from itertools import count

from helpers.issues import issues, operations
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.operations import perform
from annotator.model.patch import difference, difference_within, inverse_of


@given(st.data())
def test_the_inverse_of_a_patch_is_the_difference_the_other_way(data):
    old = data.draw(issues())
    new, fresh, steps = old, count(1), []
    for _ in range(data.draw(st.integers(1, 4))):
        steps.append(perform(new, data.draw(operations(new, fresh))))
        new = steps[-1].issue
    forward = difference(old, new)
    assert difference_within(old, new, [step.forward for step in steps]) == forward
    assert difference_within(new, old, [step.inverse for step in steps]) == difference(new, old)
    assert forward.apply(old) == new
    assert inverse_of(forward, old) == difference(new, old)
    assert inverse_of(forward, old).apply(new) == old
