import Files
package import Text

/// What came of one student's file: the state that is kept from run to run.
package struct Record: Sendable, Equatable {
  package struct Item: Sendable, Equatable {
    package var id: String
    /// nil where a person is to read it.
    package var points: Double?
    /// Why not all of them.
    package var note: String?
  }

  package struct Result: Sendable, Equatable {
    package var id: String
    /// nil for a text.
    package var number: Double?
    package var text: String
    package var isShare: Bool
  }

  package struct Pair: Sendable, Equatable {
    package var name: String
    package var text: String
    package init(name: String, text: String) {
      self.name = name
      self.text = text
    }
  }

  package enum Ending: String, Sendable {
    case whole, failed, stopped, crashed, unreadable
    /// Nothing was handed in.
    case missing
  }

  package var student: String
  package var path: String
  /// Of everything that it depends on.
  package var key: String
  package var ending: Ending = .stopped
  package var items: [Item] = []
  package var results: [Result] = []
  package var changes: [Pair] = []
  package var answers: [Pair] = []
  /// What its grading met.
  package var problems: [String] = []
  /// What was odd about the way in which it was handed in; it depends on other files, too.
  package var remarks: [String] = []

  package init(student: String, path: String, key: String) {
    self.student = student
    self.path = path
    self.key = key
  }

  // MARK: As JSON

  package var json: JSON {
    func pairs(_ pairs: [Pair]) -> JSON {
      .array(pairs.map { .object([.init("name", .string($0.name)), .init("text", .string($0.text))]) })
    }
    return .object([
      .init("student", .string(student)), .init("path", .string(path)), .init("key", .string(key)),
      .init("ending", .string(ending.rawValue)),
      .init(
        "items",
        .array(
          items.map { item in
            .object([
              .init("id", .string(item.id)), .init("points", item.points.map { .number($0) } ?? .null),
              .init("note", item.note.map { .string($0) } ?? .null),
            ])
          })),
      .init(
        "results",
        .array(
          results.map { result in
            .object([
              .init("id", .string(result.id)), .init("number", result.number.map { .number($0) } ?? .null),
              .init("text", .string(result.text)), .init("isShare", .bool(result.isShare)),
            ])
          })),
      .init("changes", pairs(changes)), .init("answers", pairs(answers)),
      .init("problems", .array(problems.map { .string($0) })), .init("remarks", .array(remarks.map { .string($0) })),
    ])
  }

  /// nil for what is no such record.
  package init?(_ json: JSON) {
    guard let student = json["student"]?.string, let path = json["path"]?.string, let key = json["key"]?.string,
      let ending = json["ending"]?.string.flatMap({ Ending(rawValue: $0) })
    else { return nil }
    self.init(student: student, path: path, key: key)
    self.ending = ending
    func pairs(_ name: String) -> [Pair] {
      json[name]?.elements.compactMap { json in
        json["name"]?.string.map { Pair(name: $0, text: json["text"]?.string ?? "") }
      } ?? []
    }
    items =
      json["items"]?.elements.compactMap { json in
        json["id"]?.string.map { Item(id: $0, points: json["points"]?.double, note: json["note"]?.string) }
      } ?? []
    results =
      json["results"]?.elements.compactMap { json in
        json["id"]?.string.map { id in
          Result(
            id: id, number: json["number"]?.double, text: json["text"]?.string ?? "",
            isShare: json["isShare"] == .bool(true))
        }
      } ?? []
    (changes, answers) = (pairs("changes"), pairs("answers"))
    problems = json["problems"]?.elements.compactMap { $0.string } ?? []
    remarks = json["remarks"]?.elements.compactMap { $0.string } ?? []
  }

  package func points(of id: String) -> Double? { items.first { $0.id == id }?.points }
}

extension JSON {
  var string: String? { if case .string(let text) = self { text } else { nil } }
  var elements: [JSON] { if case .array(let elements) = self { elements } else { [] } }
  var double: Double? {
    switch self {
    case .integer(let number): Double(number)
    case .number(let number): number
    default: nil
    }
  }
}
