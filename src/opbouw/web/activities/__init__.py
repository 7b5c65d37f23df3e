"""The archive of a runner: files given, read behind the page, told file by file, and taken back as a whole."""
