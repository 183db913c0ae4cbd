"""Every sheet on paper: dataset → plain data (`content`) → PDF by Typst (`typeset`); templates stand beside each block and field type."""
