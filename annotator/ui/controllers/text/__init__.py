"""The text of the article shown: typing, marks, differences, and where it comes from."""
