"""What the council has promised, as everybody may read it: the pages, the files of open data, the feed."""
