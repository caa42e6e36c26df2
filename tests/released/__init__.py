"""The database of each version that was released, with a row in every table, for each engine."""
