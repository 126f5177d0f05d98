"""A project with Sphinx's own glossary becomes one with terms, text by text."""
