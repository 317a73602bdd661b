"""Pages and forms, each with its style sheet."""
