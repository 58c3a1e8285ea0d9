import Glibc
import Lesson
import Steps
import Synchronization

/// Where text goes and what the receiver can show.
package struct Terminal {
  /// Control characters other than those of lines do not pass.
  package var out: (String) -> Void
  package var err: (String) -> Void
  /// Standard error is a terminal: lines can be redrawn.
  package var isInteractive: Bool
  package var hasColour: Bool
  /// Columns.
  package var width: Int

  package init(
    out: @escaping (String) -> Void, err: @escaping (String) -> Void, isInteractive: Bool, hasColour: Bool, width: Int
  ) {
    self.out = { out($0.printable(keeping: ["\n", "\r", "\t"])) }
    self.err = err
    self.isInteractive = isInteractive
    self.hasColour = hasColour
    self.width = width
  }

  /// The process's own standard output and error; `NO_COLOR` and `TERM=dumb` are honoured.
  package static func standard(environment: [String: String]) -> Terminal {
    let isDumb = environment["TERM"] == "dumb"
    let isInteractive = isatty(2) == 1 && !isDumb
    let noColour = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
    var size = winsize()
    let width = ioctl(2, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
    return Terminal(
      out: { emit($0, to: 1) }, err: { emit($0, to: 2) }, isInteractive: isInteractive,
      hasColour: isInteractive && !noColour, width: width)
  }
}

/// Why standard output could not be written, as the system numbers it; 0 where it could.
let outputFailure = Atomic<Int32>(0)

/// Writes all of `text`; a reader that has gone away is no problem of ours.
private func emit(_ text: String, to descriptor: Int32) {
  var bytes = Array(text.utf8)[...]
  while !bytes.isEmpty {
    let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress!, $0.count) }
    if count < 0, errno == EINTR { continue }
    guard count > 0 else {
      if descriptor == 1, count < 0, errno != EPIPE { outputFailure.store(errno, ordering: .relaxed) }
      return
    }
    bytes = bytes.dropFirst(count)
  }
}
