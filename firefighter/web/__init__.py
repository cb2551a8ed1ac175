"""What listens on HTTP: Slack's requests and the health check."""
