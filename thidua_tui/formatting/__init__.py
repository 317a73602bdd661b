"""Values to text: tables, pictures, slides and sentences, without a widget."""
