"""What a projector shows: slides, big letters, the podium."""
