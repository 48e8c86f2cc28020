"""A topic's YAML file to a `Topic`."""
