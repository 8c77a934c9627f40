"""The printed papers of a sheet: Word, Excel and PDF, made in the background, one by one or as a whole dossier."""
