"""Reads results of chaos experiments in the formats of their tools."""
