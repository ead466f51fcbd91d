"""What is made of stored files, in render processes: copies without hidden details, small pictures, pages, words."""
