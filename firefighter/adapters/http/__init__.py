"""The HTTP server: Slack's requests, self-hosted pages, health check and metrics."""
