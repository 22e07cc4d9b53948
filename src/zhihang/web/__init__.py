"""How is the application served? The Django project: settings, addresses, the server."""
