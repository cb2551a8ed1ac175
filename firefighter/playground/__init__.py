"""Local doubles of the services Firefighter talks to, strict enough to prove that it works."""
