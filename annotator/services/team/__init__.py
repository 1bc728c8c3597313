"""Several people: work packages, merging, adjudicating, agreement."""
