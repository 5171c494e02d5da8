-- Names for searching; SQLite's own text search, the one thing another engine does differently.
-- Contentless: the text itself is in the rows. The row number is that of the person's document.
CREATE VIRTUAL TABLE search_name USING fts5 (
  terms,
  content = '',
  contentless_delete = 1,
  detail = none,
  prefix = '1 2 3',
  tokenize = "ascii tokenchars '~'"
);
