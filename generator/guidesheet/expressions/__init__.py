"""Letters and text with blanks: a small Jinja subset → tree (`compile`), tree and answers → pieces (`evaluate`). FORMATS.md §5."""
