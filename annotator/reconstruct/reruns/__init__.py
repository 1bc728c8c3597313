"""Rebuilding an issue in work, with what people did kept."""
