"""What the server imports: the app with its settings from the environment."""

from feedback import create_app

app = create_app()
