"""Pages to read: phases, injuries, warning signs, how Opbouw decides and what it is not. No runner stands on them."""
