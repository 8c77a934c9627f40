"""What everybody may see: published evaluations, read-only, and their open data. Nobody has to sign in."""
