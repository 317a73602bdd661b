"""Slides for a projector: big letters and the podium."""
