"""The folder `seeds/` to a `Library`: the one reader of seeds and records."""
