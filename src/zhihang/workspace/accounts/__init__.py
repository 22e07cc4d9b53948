"""People who sign in: by local account with a second factor, or by OpenID Connect."""
