package import Files
import HTTP
package import Live
import Text

/// Brings a lesson to the browsers of this machine. It has no thread of its own.
package final class LessonServer {
  private var server: LoopbackServer
  private let gate: Gate
  private let clock = ContinuousClock()

  /// - Parameter port: 0 for any that is free.
  package init(port: Int, token: String) throws(FileProblem) {
    server = try LoopbackServer(port: port)
    gate = Gate(port: server.port, token: token)
  }

  package var address: String { gate.address }

  /// What a lesson in pages of this server talks to.
  package func host(isInterrupted: @escaping () -> Bool) -> LiveHost {
    let start = clock.now
    return LiveHost(
      serve: { milliseconds, answer in self.serve(waiting: milliseconds, answer) },
      send: { self.server.send(ServerEvent($0)) }, pages: { self.server.streams }, isInterrupted: isInterrupted,
      now: { (self.clock.now - start) / .seconds(1) })
  }

  private func serve(waiting milliseconds: Int32, _ answer: (LiveRequest) -> LiveAnswer) {
    let gate = gate
    server.serve(waiting: milliseconds) { request in
      switch gate.path(of: request) {
      case .failure(let status): .response(HTTPResponse(status))
      case .success(let path): Self.answer(to: path, request, answer)
      }
    }
  }

  private static func answer(
    to path: String, _ request: HTTPRequest, _ answer: (LiveRequest) -> LiveAnswer
  ) -> LoopbackServer.Answer {
    guard let subject = LiveRequest.Subject(rawValue: path.isEmpty ? "page" : path) else {
      return .response(HTTPResponse(.notFound))
    }
    if subject.isQuestion {
      guard request.method == "GET" || subject == .page && request.method == "HEAD" else {
        return .response(HTTPResponse(.methodNotAllowed))
      }
      return LoopbackServer.Answer(answer(LiveRequest(subject)))
    }
    guard request.method == "POST" else { return .response(HTTPResponse(.methodNotAllowed)) }
    guard request["content-type"] == "application/json", let body = try? JSON(parsing: request.body) else {
      return LoopbackServer.Answer(.refused(.malformed, "this is no JSON"))
    }
    return LoopbackServer.Answer(answer(LiveRequest(subject, body: body)))
  }
}

extension LoopbackServer.Answer {
  fileprivate init(_ answer: LiveAnswer) {
    switch answer {
    case .events(let events): self = .events(events.map { ServerEvent($0) })
    case .done: self = .response(HTTPResponse(.noContent))
    case .page(let text): self = .response(.html(text))
    case .noPage: self = .response(.html(Self.waitingPage))
    case .json(let json): self = .response(.json(json.text))
    case .refused(let refusal, let words):
      self = .response(.json(JSON.object([.init("message", .string(words))]).text, status: refusal.status))
    }
  }

  private static let waitingPage = """
    <!DOCTYPE html>
    <html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="1"><title>lesson</title></head>
    <body><p>The lesson is not ready to be shown: it is being checked, or has mistakes, which the terminal shows.</p>
    </body></html>

    """
}

extension LiveAnswer.Refusal {
  fileprivate var status: HTTPStatus {
    switch self {
    case .malformed: .badRequest
    case .conflict: .conflict
    case .unwritable: .forbidden
    }
  }
}

extension ServerEvent {
  fileprivate init(_ event: LiveEvent) { self.init(event.name, event.data.text) }
}
