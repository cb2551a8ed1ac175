"""PagerDuty: the Pager port on the Events API v2."""
