import HTTP
import Files
import Lesson
import Markdown
import Running
import Steps
import Text

/// What pages ask for, and what is done.
extension LiveLesson {
  func answer(_ request: HTTPRequest) -> LoopbackServer.Answer {
    switch gate.path(of: request) {
    case .failure(let status): return .response(HTTPResponse(status))
    case .success("events") where request.method == "GET":
      // A page that has just come is told all there is.
      send(ServerEvent("problems", problems.text))
      send(ServerEvent("state", LiveEvent.state(state, canUndo: !undoable.isEmpty).text))
      send(ServerEvent("runs", runs.json.text))
      if version > 0 { send(ServerEvent("page", LiveEvent.page(version, text: textVersion).text)) }
      return .events
    case .success(let path): return .response(response(to: path, request))
    }
  }

  private func response(to path: String, _ request: HTTPRequest) -> HTTPResponse {
    switch (request.method, path) {
    case ("GET", ""), ("HEAD", ""), ("GET", "page"):
      fetches += 1
      return .html(page.isEmpty ? LiveLesson.waitingPage : page)
    case ("POST", "stop"):
      stopTraining()
      return HTTPResponse(.noContent)
    case ("POST", "run"):
      runAll()
      return HTTPResponse(.noContent)
    case ("POST", "undo"): return undo()
    case ("POST", "restore"): return restore(request)
    case ("POST", "check"): return withEdit(request) { check($0, of: $1, caret: $2) }
    case ("POST", "edit"): return withEdit(request) { edit, session, _ in save(edit, session.source) }
    default: return HTTPResponse(LiveLesson.paths.contains(path) ? .methodNotAllowed : .notFound)
    }
  }

  private static let paths: Set = ["", "page", "events", "stop", "run", "undo", "restore", "check", "edit"]

  /// While the first check is made.
  private static let waitingPage = """
    <!DOCTYPE html>
    <html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="1"><title>lesson</title></head>
    <body><p>The lesson is not ready to be shown: it is being checked, or has mistakes, which the terminal shows.</p>
    </body></html>

    """

  private static func refusal(_ status: HTTPStatus, _ words: String) -> HTTPResponse {
    .json(JSON.object([.init("message", .string(words))]).text, status: status)
  }

  private func withEdit(_ request: HTTPRequest, _ body: (LessonEdit, Session, Int) -> HTTPResponse) -> HTTPResponse {
    guard request["content-type"] == "application/json", let json = try? JSON(parsing: request.body),
      case .integer(let start)? = json["start"], case .integer(let end)? = json["end"], start <= end, start >= 0,
      case .string(let text)? = json["text"], case .integer(let asked)? = json["version"]
    else { return Self.refusal(.badRequest, "this is no edit") }
    guard asked == textVersion, let session else {
      return Self.refusal(
        .conflict,
        "The lesson's file has changed since this page was made. Your text stays here; look at both, then save.")
    }
    var caret = 0
    if case .integer(let place)? = json["caret"] { caret = place }
    return body(LessonEdit(range: start..<end, text: text), session, caret)
  }

  /// What the checker says of the lesson with the edit, and what could stand at the caret.
  private func check(_ edit: LessonEdit, of session: Session, caret: Int) -> HTTPResponse {
    let source = session.source
    guard let edited = edit.applied(to: source) else { return Self.refusal(.badRequest, "there are no such lines") }
    // Browsers count in UTF-16.
    let typed = String(decoding: Array(edit.text.utf16).prefix(max(caret, 0)), as: UTF16.self)
    let place = edit.place(of: typed.utf8.count, in: source) ?? edit.range.lowerBound
    let completions = Completions(in: edited, at: place)
    let result = setup.plan(edited, session.surroundings).diagnostics
    let end = edit.range.lowerBound + edited.utf8.count - (source.utf8.count - edit.range.count)
    let writer = DiagnosticText(file: "line", source: edited)
    let own = result.filter { problem in
      problem.setting == nil
        && problem.range.map { $0.upperBound >= edit.range.lowerBound && $0.lowerBound <= end } ?? false
    }
    let others = result.count { $0.severity == .error } - own.count { $0.severity == .error }
    var texts = own.map { writer.text($0) }
    if others > 0 { texts.append("\(Words.count(others, "mistake")) elsewhere in the lesson") }
    let help = completions.topic.flatMap { try? Help.text(verb: $0).get() } ?? ""
    return .json(
      JSON.object([
        .init("problems", .array(texts.map { .string($0) })), .init("help", .string(help)),
        .init(
          "completions",
          .array(
            completions.words.map { word in
              .object([
                .init("word", .string(word.word)), .init("insert", .string(word.insert)),
                .init("from", .integer(max(caret - completions.typed.utf16.count, 0))),
              ])
            })),
      ]).text)
  }

  /// Writes the lesson's file; that it has changed is then seen as any other change is.
  private func save(_ edit: LessonEdit, _ source: SourceText) -> HTTPResponse {
    guard let edited = edit.applied(to: source) else { return Self.refusal(.badRequest, "there are no such lines") }
    return write(edited, over: source) {
      undoable.append((source, edited))
      if undoable.count > 100 { undoable.removeFirst() }
    }
  }

  /// Puts the steps of an earlier run back.
  private func restore(_ request: HTTPRequest) -> HTTPResponse {
    guard request["content-type"] == "application/json", let json = try? JSON(parsing: request.body),
      case .integer(let number)? = json["number"], let run = runs[number], let lesson
    else { return Self.refusal(.badRequest, "there is no such run") }
    let (before, after) = (lesson.source, run.restored(in: lesson))
    guard before.utf8 != after.utf8 else { return HTTPResponse(.noContent) }
    return write(after, over: before) { undoable.append((before, after)) }
  }

  private func undo() -> HTTPResponse {
    guard let last = undoable.last else { return HTTPResponse(.noContent) }
    return write(last.before, over: last.after) { undoable.removeLast() }
  }

  private func write(_ text: SourceText, over expected: SourceText, _ done: () -> Void) -> HTTPResponse {
    do throws(FileProblem) {
      // What someone else has written in the meantime is not lost.
      guard try readFile(setup.path, limit: 16 << 20) == expected.utf8 else {
        return Self.refusal(
          .conflict, "The lesson's file has just been changed by another program; nothing was written.")
      }
      try replaceFile(realPath(setup.path) ?? setup.path, with: text.utf8)
    } catch { return Self.refusal(.forbidden, "\(setup.path) cannot be written: \(error.words)") }
    done()
    return HTTPResponse(.noContent)
  }
}
