/* The built-in digits, two gzipped IDX files; see data/README.md. */
const unsigned char *lesson_sample_images(unsigned long *size);
const unsigned char *lesson_sample_labels(unsigned long *size);
