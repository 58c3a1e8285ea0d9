#include "CSample.h"

static const unsigned char images[] = {
#embed "data/sample-images-idx3-ubyte.gz"
};

static const unsigned char labels[] = {
#embed "data/sample-labels-idx1-ubyte.gz"
};

const unsigned char *lesson_sample_images(unsigned long *size) {
  *size = sizeof images;
  return images;
}

const unsigned char *lesson_sample_labels(unsigned long *size) {
  *size = sizeof labels;
  return labels;
}
