"""Putting off the collection of reference cycles."""

import gc

import pytest

from annotator.collecting import no_collection


@pytest.fixture(autouse=True)
def collecting():
    was = gc.isenabled()
    gc.enable()
    yield
    (gc.enable if was else gc.disable)()


def test_collection_goes_on_afterwards():
    with no_collection():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_whoever_has_put_it_off_before_begins_it_again():
    gc.disable()
    with no_collection():
        pass
    assert not gc.isenabled()
