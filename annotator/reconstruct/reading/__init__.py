"""Reading lines: what a line is by its wording and its width, and how alike two texts are."""
