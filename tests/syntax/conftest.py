"""The policies in these folders are wrong on purpose, or only show form: they are no toetsen."""

collect_ignore_glob = ["corpus/*.beleid", "pages/*.beleid"]
