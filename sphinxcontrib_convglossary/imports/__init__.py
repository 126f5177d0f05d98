"""Imports: what other tools have written becomes documents and catalogs."""
