"""Packs of scenarios: folders of TOML files, read strictly, and the library made of them."""
