"""The frame around every page: templates, parts, language, colours, errors."""
