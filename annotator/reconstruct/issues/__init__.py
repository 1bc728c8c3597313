"""Stories of several pages become the articles of an issue."""
