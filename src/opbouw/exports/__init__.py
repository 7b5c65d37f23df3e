"""What leaves Opbouw and comes back: event logs and whole archives, written whole or not at all."""
