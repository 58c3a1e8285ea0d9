/// What a report shows beside the outcome itself.
package struct ReportOptions: Sendable {
  package enum Edition: Sendable {
    /// What is handed in: without the teacher's remarks; hints and solutions are folded.
    case whole
    /// What is handed out: without solutions as well, and blanks are empty.
    case student
    /// With all that the lesson holds.
    case teacher
  }

  package var edition = Edition.whole
  /// Whether it is a page to print and to write on, of a lesson that did not run.
  package var isWorksheet = false
  /// Whether the page looks on screen as it does on paper.
  package var isForPaper = false
  /// Whether "how this was made" tells how long each step took; a report with times is not byte-stable.
  package var timings = false
  /// Whether the page ends with a digit to draw, where the outcome has a network for it.
  package var playground = true
  /// Whether a value that no run has computed is shown as the lesson's words have it, without a remark.
  package var keepsWords = false
  /// Where the page is alive, what makes it so; nil for a page that asks no machine for anything.
  package var host: PageHost?
  /// Stands as the title where neither a first heading nor the front matter gives one.
  package var fallbackTitle = "Lesson"
  /// What the figures may take together; nil where nothing is said.
  package var figureBytes: Int64?
  /// The bytes of an image that the lesson names by a relative path; nil where there is none that may be read.
  package var image: @Sendable (String) -> [UInt8]?

  package init(image: @escaping @Sendable (String) -> [UInt8]? = { _ in nil }) { self.image = image }
}

/// What a page needs to be worked in: its host's script and style. Steps and answers then tell where in the lesson they
/// stand (`data-start`, `data-end`, in bytes).
package struct PageHost: Sendable {
  package var script: String
  package var style: String
  /// What the page may do for its script, in the words of a Content-Security-Policy, each `name: sources`.
  package var connections = "'self'"
  package var workers: String?
  package var code: String?
  /// Texts behind the script, by their ids, for it to read; none holds `</`.
  package var texts: [(id: String, text: String)] = []
  /// Which of the host's pages it is.
  package var version = 0

  package init(script: String, style: String) {
    self.script = script
    self.style = style
  }
}
