"""The minutes of a meeting in words: one wording for the reader, the text and the paper."""
