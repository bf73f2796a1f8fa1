"""Panels and dialogs: each asks one thing and returns a value, its safe answer the default."""
