"""Sectors: their terms, where they are mentioned, and which are mentioned together."""
