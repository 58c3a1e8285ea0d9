/// What has to hold before anything else of the program runs; it is looked at by itself.
