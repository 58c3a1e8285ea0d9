/* What makes a report's page one to work in; each a text that ends with a zero. The script gives workIn(host). */
const char *lesson_editor_script(void);
const char *lesson_editor_style(void);
/* Behind it, what makes the server of `lesson watch` its host. */
const char *lesson_watch_script(void);
