/* What makes a report's page one to work in; each a text that ends with a zero. */
const char *lesson_watch_script(void);
const char *lesson_watch_style(void);
