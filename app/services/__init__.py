"""The verbs. One public function = one thing somebody does = one transaction = one entry in the history."""
