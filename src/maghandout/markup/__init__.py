"""Markdown text to seeds: attribute lists and the document around them."""
