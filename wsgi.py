"""What the server imports: the app with its settings from the environment."""

from feedback.serving import create_served_app

app = create_served_app()
