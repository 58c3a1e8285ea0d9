import CSample
import Datasets
import Files
import Lesson
import Markdown
import Page
import Reporting
import Running
import Steps
import Synchronization
import Text
import Web

/// Those that a page asks for, by the names that it asks for them.
private final class Pictures: Sendable {
  let all = Mutex<[(name: String, bytes: [UInt8])]>([])
}

/// Makes a page that runs by itself: the report of a lesson that has not run, and behind it what it takes to run.
struct PageWriter {
  private static let mostData = 24 << 20
  let session: Session
  let version: String
  let edition: ReportOptions.Edition
  /// The lesson as it is handed out.
  var source: SourceText
  /// Data that the page has no room for, by the names of their sets.
  private(set) var missing: [String] = []

  init(session: Session, version: String, edition: ReportOptions.Edition) {
    self.session = session
    self.version = version
    self.edition = edition
    source = session.source
  }

  /// - Parameter plan: of the steps that are handed out.
  /// - Returns: the page, and the lesson's files that it holds.
  mutating func page(_ plan: Plan) throws(FileProblem) -> (text: String, files: [FolderFile]) {
    let datasets = Set(
      plan.steps.flatMap { $0.effects.reads }.compactMap { resource -> String? in
        if case .dataset(let name) = resource { name } else { nil }
      })
    missing = datasets.subtracting(["mnist"]).sorted()
    var files = try session.files(of: plan, limit: Self.mostData)
    let pictures = Pictures()
    var options = ReportOptions { [session] name in
      let bytes = session.image(name)
      if let bytes { pictures.all.withLock { $0.append((name, bytes)) } }
      return bytes
    }
    options.edition = edition == .teacher ? .teacher : .whole
    options.fallbackTitle = Session.name(of: session.path)
    let result = Planner.plan(text: source, surroundings: session.surroundings, settings: [], seed: nil)
    let outcome = Outcome(notRun: result.plan ?? Plan(lesson: result.lesson, steps: []), version: version)
    // Once for its pictures, and once more with them.
    options.host = PageHost(script: "", style: "")
    _ = try? Report.page(outcome, options: options)
    for picture in pictures.all.withLock({ $0 }) where !files.contains(where: { $0.name == picture.name }) {
      files.append(picture)
    }
    options.host = host(files, needsSample: datasets.contains("mnist"))
    let text = (try? Report.page(outcome, options: options)) ?? ""
    return (text, files.map { FolderFile(path: $0.name, bytes: $0.bytes) })
  }

  private func host(_ files: [(name: String, bytes: [UInt8])], needsSample: Bool) -> PageHost {
    var host = PageHost(
      script: String(cString: lesson_editor_script()) + String(cString: lesson_page_script()),
      style: String(cString: lesson_editor_style()) + String(cString: lesson_page_style()))
    host.connections = "blob:"
    host.workers = "blob:"
    host.code = "'wasm-unsafe-eval'"
    // As the program counts its first page.
    host.version = 1
    let digest = Checksum.sha256(source.utf8)
    let lesson = JSON.object([
      .init("name", .string(Session.name(of: session.path))), .init("version", .string(version)),
      .init("edition", .string(edition == .teacher ? "teacher" : "whole")), .init("digest", .string(digest)),
      .init("sample", .bool(missing.isEmpty)), .init("set", .string(missing.first ?? "mnist")),
      .init("text", .string(String(decoding: source.utf8, as: UTF8.self))),
      .init("files", .array(files.map { .string("lesson/" + $0.name) })),
    ])
    host.texts = [
      ("page.lesson", Base64.text(Array(lesson.text.utf8))),
      ("page.worker", String(cString: lesson_page_worker())),
      ("page.program", DenseText.text(Self.bytes(lesson_page_program))),
    ]
    if needsSample {
      let images = Unpacking.gzip(Self.bytes(lesson_sample_images), limit: 64 << 20).flatMap(PictureCode.packed)
      host.texts += [
        ("page.images", DenseText.text(images ?? [])),
        ("page.labels", Base64.text(Self.bytes(lesson_sample_labels))),
      ]
    }
    for (number, file) in files.enumerated() { host.texts.append(("page.file\(number)", Base64.text(file.bytes))) }
    return host
  }

  private static func bytes(_ start: (UnsafeMutablePointer<UInt>) -> UnsafePointer<UInt8>?) -> [UInt8] {
    var size: UInt = 0
    let bytes = start(&size)
    return Array(UnsafeBufferPointer(start: bytes, count: Int(size)))
  }
}
