package import Text

/// What a page asks for.
package struct LiveRequest: Sendable, Equatable {
  package enum Subject: String, CaseIterable, Sendable {
    /// The page as it is now.
    case page
    /// To be told what happens from now on; the answer tells what is so.
    case events
    /// Ends a training early, keeping what it has learnt.
    case stop
    /// Runs what waits.
    case run
    case undo
    /// `{number}`: puts the steps of an earlier run back.
    case restore
    /// `{start, end, form, version, text, caret}`: what would be said of an edit, and how it could go on.
    case check
    /// The same without the caret: writes it into the lesson.
    case edit

    /// Whether nothing is changed by it.
    package var isQuestion: Bool { self == .page || self == .events }
  }

  package var subject: Subject
  package var body: JSON

  package init(_ subject: Subject, body: JSON = .null) {
    self.subject = subject
    self.body = body
  }
}

package enum LiveAnswer: Sendable, Equatable {
  package enum Refusal: Sendable {
    /// The request makes no sense.
    case malformed
    /// The lesson has changed since the page was made.
    case conflict
    /// The lesson's file cannot be written.
    case unwritable
  }

  case done
  case page(String)
  /// The lesson was not shown yet: it is being checked, or has mistakes.
  case noPage
  case events([LiveEvent])
  case json(JSON)
  case refused(Refusal, String)
}

/// What stands between a lesson and its pages: an HTTP server, or the page itself where the lesson is a worker of it.
package struct LiveHost {
  /// Has each request that has come answered; where none has, it may wait that many milliseconds for one.
  package var serve: (_ milliseconds: Int32, _ answer: (LiveRequest) -> LiveAnswer) -> Void
  /// To each page. Never called while a request is being answered.
  package var send: (LiveEvent) -> Void
  /// How many pages will ask for a new page when they hear of it, and are waited for a moment.
  package var pages: () -> Int
  /// Whether the lesson is to be left.
  package var isInterrupted: () -> Bool
  /// In seconds, of a clock that is never set.
  package var now: () -> Double

  package init(
    serve: @escaping (_ milliseconds: Int32, _ answer: (LiveRequest) -> LiveAnswer) -> Void,
    send: @escaping (LiveEvent) -> Void, pages: @escaping () -> Int, isInterrupted: @escaping () -> Bool,
    now: @escaping () -> Double
  ) {
    self.serve = serve
    self.send = send
    self.pages = pages
    self.isInterrupted = isInterrupted
    self.now = now
  }
}
