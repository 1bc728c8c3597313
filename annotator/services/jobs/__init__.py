"""Long work as a whole: errands of the window, and batches of thousands of pages."""
