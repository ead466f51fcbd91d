"""Who a case exists for: restricting it to a list of names, lifting a conflict of interest."""
