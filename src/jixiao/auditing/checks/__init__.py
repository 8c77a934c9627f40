"""The checks, one module a family. Each check is a pure function over a dossier, registered with its basis."""
