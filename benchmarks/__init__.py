"""Speed and memory, each as a ratio against its counterpart in the same run (``make bench``)."""
