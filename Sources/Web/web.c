#include "Web.h"

static const char editor_script[] = {
#embed "elements.js" suffix(, )
#embed "blocks.js" suffix(, )
#embed "runs.js" suffix(, )
#embed "editing.js" suffix(, )
#embed "fields.js" suffix(, )
#embed "editor.js" suffix(, )
  0
};

static const char editor_style[] = {
#embed "editor.css" suffix(, )
  0
};

static const char watch_script[] = {
#embed "watch.js" suffix(, )
  0
};

const char *lesson_editor_script(void) { return editor_script; }
const char *lesson_editor_style(void) { return editor_style; }
const char *lesson_watch_script(void) { return watch_script; }
