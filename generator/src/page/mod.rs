//! Text to page: front matter, sections, tables, fences and annotations, every piece with its span.
