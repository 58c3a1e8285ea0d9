#include "Web.h"

static const char watch_script[] = {
#embed "watch.js" suffix(, )
  0
};

static const char watch_style[] = {
#embed "watch.css" suffix(, )
  0
};

const char *lesson_watch_script(void) { return watch_script; }
const char *lesson_watch_style(void) { return watch_style; }
