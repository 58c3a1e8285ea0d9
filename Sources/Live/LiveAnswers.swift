import Files
import Lesson
import Markdown
import Running
import Steps
import Text

/// What pages ask for, and what is done.
extension LiveLesson {
  /// For a host that is not asked for requests, but is told of each as it comes.
  package func answer(_ request: LiveRequest) -> LiveAnswer {
    switch request.subject {
    case .events: return .events(present)
    case .page:
      fetches += 1
      return page.isEmpty ? .noPage : .page(page)
    case .stop:
      stopTraining()
      return .done
    case .run:
      runAll()
      return .done
    case .undo: return undo()
    case .restore: return restore(request.body)
    case .check: return withEdit(request.body) { check($0, of: $1, caret: $2) }
    case .edit: return withEdit(request.body) { edit, session, _ in save(edit, session.source) }
    }
  }

  /// All that a page that has just come does not know.
  private var present: [LiveEvent] {
    [problems, .state(state, canUndo: !undoable.isEmpty), LiveEvent("runs", runs.json)]
      + (version > 0 ? [.page(version, text: textVersion)] : [])
  }

  private func withEdit(_ json: JSON, _ body: (LessonEdit, Session, Int) -> LiveAnswer) -> LiveAnswer {
    guard case .integer(let start)? = json["start"], case .integer(let end)? = json["end"], start <= end, start >= 0,
      case .string(let text)? = json["text"], case .integer(let asked)? = json["version"]
    else { return .refused(.malformed, "this is no edit") }
    guard asked == textVersion, let session else {
      return .refused(
        .conflict,
        "The lesson's file has changed since this page was made. Your text stays here; look at both, then save.")
    }
    var caret = 0
    if case .integer(let place)? = json["caret"] { caret = place }
    var form = EditablePlace.Form.lines
    if case .string(let name)? = json["form"] {
      guard let known = EditablePlace.Form(rawValue: name) else { return .refused(.malformed, "this is no edit") }
      form = known
    }
    return body(LessonEdit(range: start..<end, text: text, form: form), session, caret)
  }

  /// What the checker says of the lesson with the edit, and what could stand at the caret.
  private func check(_ edit: LessonEdit, of session: Session, caret: Int) -> LiveAnswer {
    let source = session.source
    guard let edited = edit.applied(to: source) else { return .refused(.malformed, "there are no such lines") }
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
      ]))
  }

  /// Writes the lesson's file; that it has changed is then seen as any other change is.
  private func save(_ edit: LessonEdit, _ source: SourceText) -> LiveAnswer {
    guard let edited = edit.applied(to: source) else { return .refused(.malformed, "there are no such lines") }
    return write(edited, over: source) {
      undoable.append((source, edited))
      if undoable.count > 100 { undoable.removeFirst() }
    }
  }

  /// Puts the steps of an earlier run back.
  private func restore(_ json: JSON) -> LiveAnswer {
    guard case .integer(let number)? = json["number"], let run = runs[number], let lesson
    else { return .refused(.malformed, "there is no such run") }
    let (before, after) = (lesson.source, run.restored(in: lesson))
    guard before.utf8 != after.utf8 else { return .done }
    return write(after, over: before) { undoable.append((before, after)) }
  }

  private func undo() -> LiveAnswer {
    guard let last = undoable.last else { return .done }
    return write(last.before, over: last.after) { undoable.removeLast() }
  }

  private func write(_ text: SourceText, over expected: SourceText, _ done: () -> Void) -> LiveAnswer {
    do throws(FileProblem) {
      // What someone else has written in the meantime is not lost.
      guard try readFile(setup.path, limit: 16 << 20) == expected.utf8 else {
        return .refused(
          .conflict, "The lesson's file has just been changed by another program; nothing was written.")
      }
      try replaceFile(realPath(setup.path) ?? setup.path, with: text.utf8)
    } catch { return .refused(.unwritable, "\(setup.path) cannot be written: \(error.words)") }
    done()
    return .done
  }
}
