/* What a page that runs by itself brings along. */
/* The program, packed with LZMA: WebAssembly made of these sources; see Sources/Page/build. */
const unsigned char *lesson_page_program(unsigned long *size);
/* Texts that end with a zero: the worker that runs the program, what makes it the page's host, and its style. */
const char *lesson_page_worker(void);
const char *lesson_page_script(void);
const char *lesson_page_style(void);
