"""Real conferences as acts: the demo, and the cases from public articles."""
