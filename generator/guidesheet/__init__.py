"""Guidesheet: structured guidance (YAML) → worksheets that people fill in on the page, keep in their browser, and print."""

__version__ = "0.1.0"
