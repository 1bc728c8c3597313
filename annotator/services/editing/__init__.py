"""Editing by hand: arranging, moving, joining, converting, finding and replacing."""
