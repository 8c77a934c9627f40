"""What people and programs get to see: an audit on the terminal, as JSON, as a web page; the catalogue of checks."""
