"""From raw pages to articles: plain functions over line records."""
