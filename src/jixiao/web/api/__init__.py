"""The programming interface (OpenAPI 3): what the pages do, for programs, with a token that has its owner's rights."""
