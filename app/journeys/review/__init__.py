"""CPS: first check, allocation, the prosecutor's review, action plan, decisions, second prosecutor, advice, consent."""
