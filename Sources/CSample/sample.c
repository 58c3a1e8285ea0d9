#include "CSample.h"

const unsigned char lesson_sample_images[] = {
#embed "data/sample-images-idx3-ubyte.gz"
};
const unsigned long lesson_sample_images_size = sizeof lesson_sample_images;

const unsigned char lesson_sample_labels[] = {
#embed "data/sample-labels-idx1-ubyte.gz"
};
const unsigned long lesson_sample_labels_size = sizeof lesson_sample_labels;
