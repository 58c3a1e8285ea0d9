/* The built-in digits, two gzipped IDX files; see data/README.md. */
extern const unsigned char lesson_sample_images[];
extern const unsigned long lesson_sample_images_size;
extern const unsigned char lesson_sample_labels[];
extern const unsigned long lesson_sample_labels_size;
