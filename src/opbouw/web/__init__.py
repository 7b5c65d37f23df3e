"""The web part: accounts, the store of events, onboarding and the daily screens, rendered on the server."""
