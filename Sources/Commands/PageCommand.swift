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

extension Command {
  private static let out = CommandOption.text("--out", "FILE", help: "where the page goes [NAME.html, in this folder]")
  private static let edition = CommandOption<ReportOptions.Edition>(
    "--edition", "student|teacher",
    help: "student leaves out solutions and empties blanks, as 'handout' does; teacher shows notes for teachers",
    standard: .whole, shownStandard: "neither"
  ) { words throws(UsageError) in
    switch words[0] {
    case "student": return .student
    case "teacher": return .teacher
    default: throw UsageError(summary: "'--edition' takes student or teacher, not '\(words[0])'")
    }
  }

  static let page = Command(
    name: "page", operands: .file,
    summary: "Writes a lesson as one HTML file that is the whole tutorial and runs by itself in any browser.",
    details: """
      Whoever opens the file reads the lesson, edits its steps and trains its networks, with nothing installed and without
      a network: the file holds the program, the lesson, the files that it loads and the built-in digits. It can be put on a
      learning platform, a stick or a web server. Its numbers are those of 'LESSON_CPU=baseline lesson run --sample', to
      the last bit.
      """,
    options: [out.spec, edition.spec]
  ) { tool, arguments throws(UsageError) in
    var settings = try LessonSettings(environment: tool.environment)
    settings.session.takesPipe = false
    return Paging(tool: tool).writePage(
      arguments.operands[0], settings, to: try arguments[out], edition: try arguments[edition])
  }
}

/// Writes lessons as pages that run by themselves.
private struct Paging {
  let tool: CommandLineTool

  func writePage(
    _ path: String, _ settings: LessonSettings, to target: String?, edition: ReportOptions.Edition
  ) -> ExitCode {
    let target = target ?? Session.name(of: path) + ".html"
    do throws(Diagnostic) {
      let session = try Session(path: path, options: settings.session)
      let result = settings.plan(session)
      tool.report(result.diagnostics, of: session)
      guard let plan = result.plan else { return result.diagnostics.exitCode }
      var page = PageWriter(session: session, version: CommandLineTool.version, edition: edition)
      if edition == .student {
        do throws(Handout.Problems) {
          page.source = try Handout.text(of: session.source, Verb.vocabulary) { Seal.of($0).text }
        } catch {
          tool.report(error.diagnostics, of: session)
          return error.diagnostics.exitCode
        }
      }
      let text: String
      do throws(FileProblem) { text = try page.text(plan) } catch {
        tool.terminal.say("\(path): the files that it loads do not fit into a page: \(error.words)\n")
        return .machine
      }
      do throws(FileProblem) {
        if exists(target), try !readFile(target, limit: 64 << 20).starts(with: Array("<!DOCTYPE html>".utf8)) {
          tool.terminal.say("lesson: '\(target)' is no page, so it is not replaced; choose another name with '--out'\n")
          return .machine
        }
        try replaceFile(target, with: Array(text.utf8))
      } catch {
        tool.terminal.say("lesson: '\(target)' cannot be written: \(error.words)\n")
        return .machine
      }
      let size = Double(text.utf8.count) / 1_000_000
      tool.terminal.say("\(path): wrote \(target), \(decimal(size, 1)) MB; open it in a browser\n")
      if !page.missing.isEmpty {
        tool.terminal.say(
          "    It does not hold \(page.missing.joined(separator: ", ")): whoever opens it adds the files.\n")
      }
      return .success
    } catch {
      tool.report(error, of: path)
      return [error].exitCode
    }
  }
}

/// Those that a page asks for, by the names that it asks for them.
private final class Pictures: Sendable {
  let all = Mutex<[(name: String, bytes: [UInt8])]>([])
}

/// Makes a page that runs by itself: the report of a lesson that has not run, and behind it what it takes to run.
private struct PageWriter {
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

  /// - Parameter plan: of the lesson, whatever is handed out of it.
  mutating func text(_ plan: Plan) throws(FileProblem) -> String {
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
    do throws(Diagnostic) { return try Report.page(outcome, options: options) } catch { return "" }
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
      .init("sample", .bool(missing.isEmpty)),
      .init("text", .string(String(decoding: source.utf8, as: UTF8.self))),
      .init("files", .array(files.map { .string("lesson/" + $0.name) })),
    ])
    host.texts = [
      ("page.lesson", Base64.text(Array(lesson.text.utf8))),
      ("page.worker", String(cString: lesson_page_worker())),
      ("page.program", Base64.text(Self.bytes(lesson_page_program))),
    ]
    if needsSample {
      host.texts += [
        ("page.images", Base64.text(Self.bytes(lesson_sample_images))),
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
