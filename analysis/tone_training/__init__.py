"""How the model that reads tone is made. It needs the `train` extra; nothing that serves does."""
