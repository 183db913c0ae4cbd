"""Blocks: what a sheet is made of. One folder each, listed in `registry.py`."""
