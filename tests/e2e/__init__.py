"""Stories in a browser at phone size."""
