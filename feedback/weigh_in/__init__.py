"""The Forum and youth advocates say what they think, and the Forum how it wants to be asked."""
