"""Getting along with Qt: its binding, its threads, its exceptions, its translations."""
