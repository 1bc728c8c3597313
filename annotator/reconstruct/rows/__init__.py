"""Rows that hold pieces of several columns: taken apart and strung together again."""
