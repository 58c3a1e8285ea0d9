import Glibc
import Lesson
import Steps
import Synchronization
import Text

/// Where text goes and what the receiver can show.
package struct Terminal {
  /// Whatever would steer a terminal is shown as an escape.
  package var out: (String) -> Void
  /// Text that goes into a file or to another program, a lesson for instance: only its control characters are replaced.
  package var document: (String) -> Void
  /// As it is, for what moves the cursor or paints; its texts are escaped already.
  package var err: (String) -> Void
  /// Standard error is a terminal: lines can be redrawn.
  package var isInteractive: Bool
  package var hasColour: Bool
  /// Columns.
  package var width: Int

  package init(
    out: @escaping (String) -> Void, err: @escaping (String) -> Void, isInteractive: Bool, hasColour: Bool, width: Int
  ) {
    self.out = { out($0.printable(keeping: Self.ofLines)) }
    document = { out($0.withoutControls) }
    self.err = err
    self.isInteractive = isInteractive
    self.hasColour = hasColour
    self.width = width
  }

  private static let ofLines: Set<Unicode.Scalar> = ["\n", "\r", "\t"]

  /// A line for whoever started the program, with its end.
  func say(_ text: String) { err(text.printable(keeping: Self.ofLines)) }

  /// The process's own standard output and error; `NO_COLOR` and `TERM=dumb` are honoured.
  package static func standard(environment: [String: String]) -> Terminal {
    let isDumb = environment["TERM"] == "dumb"
    let isInteractive = isatty(2) == 1 && !isDumb
    let noColour = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
    var size = winsize()
    let width = ioctl(2, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
    var terminal = Terminal(
      out: { emit($0, to: 1) }, err: { emit($0, to: 2) }, isInteractive: isInteractive,
      hasColour: isInteractive && !noColour, width: width)
    if isatty(1) == 1 { terminal.document = terminal.out }
    return terminal
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
