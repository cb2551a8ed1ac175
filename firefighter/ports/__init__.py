"""What the use cases and effects need from the world, and nothing about who provides it."""
