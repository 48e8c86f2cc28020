"""maghandout: patient handouts and teaching decks, every claim traced to its source."""

__version__ = "0.1.0"
