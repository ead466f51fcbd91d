"""One builder per document: from a dossier to the frozen plain values its audience may see, and nothing else."""
