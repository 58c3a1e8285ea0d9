import Caching
import Files
import Lesson
import Live
import Markdown
import Reporting
import Running
import Steps
import Text

/// The lesson of the page that this program runs in.
final class PageLesson {
  nonisolated(unsafe) static var current: PageLesson?

  private let live: LiveLesson

  /// - Parameter settings: `{name, text, version, edition, sample}`
  init(_ settings: JSON) {
    var options = Session.Options()
    options.version = Self.text(settings["version"])
    options.program = options.version
    options.usesSample = settings["sample"] == .bool(true)
    if !options.usesSample, isFolder("data") { options.dataFolders = ["data"] }
    options.takesPipe = false
    // Of the 2 GB that the program may have in all.
    options.limits.memory = 1_200_000_000
    let path = "lesson/\(Self.text(settings["name"])).md"
    let runs = Digest(["runs", path])
    options.store = Store(
      read: { Host.kept($0.text) }, write: { Host.keep($1, $0.text, lasts: $0 == runs) },
      remove: { Host.keep(nil, $0.text, lasts: false) })
    MemoryFiles.put(Array(Self.text(settings["text"]).utf8), at: path)
    var report = ReportOptions()
    report.edition = settings["edition"] == .string("teacher") ? .teacher : .whole
    report.host = PageHost(script: "", style: "")
    var setup = LiveLesson.Setup(
      path: path, options: options, report: report, changes: [], isEager: false,
      plan: { Planner.plan(text: $0, surroundings: $1, settings: [], seed: nil) }, hear: { _ in },
      tell: { _, source in Host.send(.text, source.utf8) })
    setup.runsAtStart = false
    var page = ""
    var live: LiveLesson?
    let host = LiveHost(
      serve: { milliseconds, answer in
        Host.wait(milliseconds)
        while let request = Host.request() { Self.reply(request, live, answer) }
      },
      send: { event in
        if let live, event.name == "page", live.page != page {
          page = live.page
          Host.send(.page, page)
        }
        Host.send(.event, JSON.object([.init("name", .string(event.name)), .init("data", event.data)]).text)
      },
      // The page is sent along with its event.
      pages: { 0 }, isInterrupted: { false }, now: { Host.seconds })
    self.live = LiveLesson(setup, host: host)
    live = self.live
  }

  private static func text(_ json: JSON?) -> String { if case .string(let text)? = json { text } else { "" } }

  /// Whether there is more to do.
  func goOn() -> Bool {
    live.goOn()
    return !live.isIdle
  }

  private static func reply(_ bytes: [UInt8], _ live: LiveLesson?, _ answer: (LiveRequest) -> LiveAnswer) {
    guard let json = try? JSON(parsing: bytes) else { return Host.send(.refused, "this is no JSON") }
    let subject = text(json["subject"])
    if subject == "report", let live {
      return report(live, format: json["body"].flatMap { ReportFormat.named(text($0["format"])) })
    }
    if subject == "refresh", let live {
      live.refresh()
      return Host.send(.done)
    }
    guard let known = LiveRequest.Subject(rawValue: subject) else {
      return Host.send(.refused, "nobody knows '\(subject)'")
    }
    switch answer(LiveRequest(known, body: json["body"] ?? .null)) {
    case .done: Host.send(.done)
    case .page(let text): Host.send(.answerText, text)
    case .noPage: Host.send(.refused, "there is no page yet")
    case .events(let events):
      Host.send(.done)
      for event in events {
        Host.send(.event, JSON.object([.init("name", .string(event.name)), .init("data", event.data)]).text)
      }
    case .json(let json): Host.send(.answerJSON, json.text)
    case .refused(_, let words): Host.send(.refused, words)
    }
  }

  /// The report that `lesson run` writes; as a page where no other form is asked for.
  private static func report(_ live: LiveLesson, format: ReportFormat?) {
    guard let outcome = live.outcome, let session = live.session else {
      return Host.send(.refused, "Nothing has run yet.")
    }
    var options = ReportOptions { session.image($0) }
    options.fallbackTitle = Session.name(of: session.path)
    do throws(Diagnostic) {
      let format = format ?? ReportFormat.all[0]
      let files = try Report.files(outcome, formats: [format], options: options)
      Host.send(.answerBytes, files.first { $0.path == format.fileName }?.bytes ?? [])
    } catch { Host.send(.refused, error.summary) }
  }
}
