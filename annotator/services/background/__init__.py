"""Workplaces: where long work is done, in this process or in one of its own."""
