// What the program's C offers its Swift.
void page_put_sample(int part, const unsigned char *start, unsigned long size);
