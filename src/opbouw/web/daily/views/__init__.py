"""The daily screens. Views read the request and render; services write, selectors read."""
