"""Material of a case: evidence, statements, documents, hostility, lines of inquiry, disclosure, the report in words."""
