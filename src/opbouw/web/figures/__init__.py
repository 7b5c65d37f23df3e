"""Exercise figures on pages: the tag that places them, and the two kinds of file they share."""
