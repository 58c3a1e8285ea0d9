/* The built-in digits. */
