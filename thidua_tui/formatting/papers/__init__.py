"""Papers: the wording of each kind as blocks, and layouts of blocks as text, DOCX and PDF."""
