"""Use cases over the model, the store and the wings; never Qt."""
