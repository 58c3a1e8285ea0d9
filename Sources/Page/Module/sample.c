// The built-in digits, which the page brings along apart, since not every lesson needs them.
#include "CSample.h"

static const unsigned char *starts[2];
static unsigned long sizes[2];

void page_put_sample(int part, const unsigned char *start, unsigned long size) {
  starts[part] = start;
  sizes[part] = size;
}

const unsigned char *lesson_sample_images(unsigned long *size) {
  *size = sizes[0];
  return starts[0];
}

const unsigned char *lesson_sample_labels(unsigned long *size) {
  *size = sizes[1];
  return starts[1];
}
