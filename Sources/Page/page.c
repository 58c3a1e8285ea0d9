#include "Page.h"

static const unsigned char program[] = {
#embed "lesson.wasm.lzma"
};

static const char worker[] = {
#embed "unpack.js" suffix(, )
#embed "worker.js" suffix(, )
  0
};

static const char script[] = {
#embed "page.js" suffix(, )
  0
};

static const char style[] = {
#embed "page.css" suffix(, )
  0
};

const unsigned char *lesson_page_program(unsigned long *size) {
  *size = sizeof program;
  return program;
}

const char *lesson_page_worker(void) { return worker; }
const char *lesson_page_script(void) { return script; }
const char *lesson_page_style(void) { return style; }
