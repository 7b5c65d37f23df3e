"""Who is who: accounts with a name and a password, kept on this server."""
