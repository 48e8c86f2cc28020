"""A topic's document to what its rules have to say, and to scores."""
