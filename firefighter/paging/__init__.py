"""Who rings people on call. Another one is another file here, and its table in the settings."""
