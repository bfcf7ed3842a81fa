//! Small pages, and what of them stands in the document.
