"""Reports to the forms that people and programs read."""
