"""An article to a seed to work on: `maghandout import`."""
