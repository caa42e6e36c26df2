"""Publishing the Local Offer annual statement: what families said, and what was done about it."""
