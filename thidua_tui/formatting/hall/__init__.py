"""The page of the hall: slides and tables as HTML, and the page around them."""
