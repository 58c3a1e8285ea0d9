package import Files
package import Lesson
package import Markdown
import Reporting
package import Running
package import Steps
import Text

/// What is given away of a lesson: all that students need to work on it, and nothing else.
package struct HandoutFolder {
  package private(set) var files: [FolderFile] = []
  /// Why nothing is to be given away.
  package private(set) var problems: [Diagnostic] = []
  /// The lesson's own file is called this.
  private let name: String
  private let session: Session
  private let plan: Plan
  private let copy: Handout.Copy
  private let scan: LeakScan
  private let title: String

  package typealias Page = (text: String, files: [FolderFile])

  /// - Parameters:
  ///   - source: the lesson as its author has it.
  ///   - plan: of it.
  ///   - allowed: words that may be handed out although a solution holds them.
  ///   - page: makes the page that runs by itself of the students' copy and of the steps that are in it; nil where the
  ///     lesson's files do not fit into one.
  package init(
    _ session: Session, source: SourceText, plan: Plan, allowed: [String], page: ((SourceText, Plan) -> Page?)?
  ) throws(Handout.Problems) {
    self.session = session
    self.plan = plan
    copy = try Handout.copy(of: source, Verb.vocabulary) { Seal.of($0).text }
    scan = LeakScan(copy, allowed: allowed)
    name = fileName(session.path)
    let heading = plan.lesson.title.map { $0.inlines(keepsRemarks: false) { _, words in words }.plainText }
    title = heading ?? plan.frontMatter.title ?? Session.name(of: name)
    add(name, copy.text.utf8)
    addNeeded()
    addWorksheet()
    problems += scan.problems
    for file in files where file.path != name {
      // It says what the lesson says, among the numbers of its style.
      if file.path == "worksheet.html" {
        problems += scan.problems(inReport: String(decoding: file.bytes, as: UTF8.self), named: file.path)
        continue
      }
      problems += scan.problems(in: file.bytes, named: file.path)
    }
    problems += scan.problems(in: [], named: name)
    // It takes the longest to make, and is nothing where there are problems.
    if problems.isEmpty, let page { addPage(page) }
    let readme = Array(readme.utf8)
    problems += scan.problems(in: readme, named: "README.md")
    add("README.md", readme)
  }

  private mutating func add(_ path: String, _ bytes: [UInt8]) {
    if !files.contains(where: { $0.path == path }) { files.append(FolderFile(path: path, bytes: bytes)) }
  }

  // MARK: Files

  /// Data, weights and pictures that the students' lesson names, under the same names.
  private mutating func addNeeded() {
    var saved: Set<String> = []
    for step in copy.kept(of: plan).steps {
      for name in session.fileNames(readBy: step) where !saved.contains(name) { addNeeded(name, at: step.headline) }
      for case .file(let name) in step.effects.makes { saved.insert(name) }
    }
    for (address, range) in LessonSyntax(copy.text, Verb.vocabulary).prose.pictures {
      guard !WebAddress.hasScheme(address), let bytes = session.image(address) else { continue }
      guard let path = Self.inside(WebAddress.paths(address).first ?? address) else {
        problems.append(Self.outside(address, at: nil))
        continue
      }
      _ = range
      add(path, bytes)
    }
  }

  private mutating func addNeeded(_ name: String, at range: Range<Int>) {
    switch session.contents(name) {
    case .failure(let problem):
      problems.append(
        Diagnostic(
          cause: problem.isMachine ? .machine : .lesson, id: .unavailable, at: range, problem.summary,
          hint: problem.hint, notes: problem.notes))
    case .success(let bytes):
      guard let path = Self.inside(name) else { return problems.append(Self.outside(name, at: range)) }
      add(path, bytes)
    }
  }

  /// The path below the lesson's folder; nil where it leads out of it.
  private static func inside(_ name: String) -> String? {
    let parts = name.split(separator: "/").filter { $0 != "." }
    guard !name.hasPrefix("/"), !parts.isEmpty, !parts.contains("..") else { return nil }
    return parts.joined(separator: "/")
  }

  private static func outside(_ name: String, at range: Range<Int>?) -> Diagnostic {
    Diagnostic(
      id: .outside, at: range, "'\(name)' does not lie in the lesson's folder, so students would not find it",
      notes: ["copy it beside the lesson, and name the copy"])
  }

  private mutating func addWorksheet() {
    let session = session
    let lesson = ResolvedLesson(LessonSyntax(copy.text, Verb.vocabulary))
    var options = ReportOptions { session.image($0) }
    options.fallbackTitle = Session.name(of: name)
    do throws(Diagnostic) {
      let page = try Worksheet.page(of: lesson, options: options, version: session.options.version)
      add("worksheet.html", Array(page.utf8))
    } catch { problems.append(error) }
  }

  private var pageName: String { Session.name(of: name) + ".html" }

  private mutating func addPage(_ make: (SourceText, Plan) -> Page?) {
    guard let page = make(copy.text, copy.kept(of: plan)) else { return }
    let others = page.files.filter { !files.contains($0) }
    problems += scan.problems(inPage: page.text, holding: others, named: pageName)
    add(pageName, Array(page.text.utf8))
  }

  private var readme: String {
    let others = files.map { $0.path }.filter { $0 != name && $0 != "worksheet.html" && $0 != pageName }
    let page =
      files.contains { $0.path == pageName }
      ? " Or open `\(pageName)` in a browser, where it runs with nothing installed; *Save lesson* gives `\(name)`." : ""
    let lies = others.count == 1 ? "lies" : "lie"
    let data =
      others.isEmpty
      ? "needs nothing beside it" : "needs \(Words.list(others.map { "`\($0)`" })), which \(lies) beside it"
    let blanks = copy.secrets.contains { $0.kind == .blank } ? ", put a value in the place of each `____`" : ""
    return """
      # \(title)

      - `\(name)` is the lesson, a text file; it \(data).
      - Write your answers between `<!-- answer … -->` and `<!-- /answer -->`\(blanks), and change the grey steps as you like.
      - Run it in this folder: `lesson run \(name)`; your report is then in `output/\(Session.name(of: name))/report.html`.\(page)
      - `worksheet.html` is the same to print and to write on. Hand in `\(name)`, under this name, with your name on its folder.

      """
  }
}
