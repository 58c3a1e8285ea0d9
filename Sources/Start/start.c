#include <stdlib.h>
#include <sys/auxv.h>
#include <unistd.h>

/// Built as one file without libraries, the program finds its place through /proc; without it Swift's own start ends in a
/// message that nobody understands. So it is said before that start, whose constructors have no priority.
__attribute__((constructor(101))) static void look_for_proc(void) {
  static const char words[] =
      "lesson: /proc is missing here, and the program cannot start without it; "
      "mount it: mount -t proc proc /proc\n";
  // Whoever was started by a loader needs none.
  if (getauxval(AT_BASE) != 0 || access("/proc/self/exe", F_OK) == 0) return;
  ssize_t written = write(2, words, sizeof words - 1);
  // As of any problem of the machine.
  _exit(written < 0 ? 4 : 3);
}
