"""A vocabulary as text for machines: a module for each format, and no Sphinx."""
