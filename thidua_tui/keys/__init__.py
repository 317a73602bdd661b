"""Keys: what each does, why it does not now, a person's own, and what is told of them."""
