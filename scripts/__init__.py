"""Tools for the people who build and run Throughline; the product itself never imports them."""
