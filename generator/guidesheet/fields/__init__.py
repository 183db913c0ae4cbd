"""Field types: one folder each, listed in `registry.py`."""
