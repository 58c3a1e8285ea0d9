import Foundation
import Lesson
import Testing

/// A lesson with a problem, and what its author is told, as a file of `Cases` has it.
struct Case: Sendable, CustomTestStringConvertible {
  /// What is done with the lesson; the file's name says it.
  enum Deed: Sendable { case check, run, handout }

  var deed: Deed
  /// The expected problems' ids, in order.
  var ids: [String]
  /// What is special about it; empty where it is the usual case.
  var remark: String
  var lesson: String
  var settings: [String] = []
  /// Those beside the lesson.
  var files: [(name: String, bytes: Data)] = []
  var says: String
  /// Where it starts, so that a failure leads there.
  var place: SourceLocation

  var testDescription: String { ids.joined(separator: ", ") + (remark.isEmpty ? "" : ": \(remark)") }

  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Cases")

  /// All of them, by file.
  static let all: [Case] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.filter { $0.hasSuffix(".txt") }.sorted().flatMap { name -> [Case] in
      guard let text = try? String(contentsOf: folder.appending(path: name), encoding: .utf8) else { return [] }
      return read(text, from: name)
    }
  }()

  /// What stands above the first `===` is of all its cases: what they are about, and files beside each of the lessons.
  private static func read(_ text: String, from file: String) -> [Case] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let starts = lines.indices.filter { lines[$0].hasPrefix("=== ") }
    let shared = parts(lines[..<(starts.first ?? lines.count)]).compactMap { Case.file($0) }
    return zip(starts, starts.dropFirst() + [lines.count]).map { start, end in
      var found = Case(head: lines[start].dropFirst(4), lines[(start + 1)..<end], file: file, line: start + 1)
      found.files += shared
      return found
    }
  }

  private init(head: Substring, _ lines: ArraySlice<String>, file: String, line: Int) {
    let words = head.split(separator: ": ", maxSplits: 1)
    ids = words[0].split(separator: ", ").map(String.init)
    remark = words.count > 1 ? String(words[1]) : ""
    deed = file == "running.txt" ? .run : file == "handouts.txt" ? .handout : .check
    place = SourceLocation(
      fileID: "DiagnosticsTests/\(file)", filePath: Self.folder.appending(path: file).path, line: line, column: 1)
    let parts = Self.parts(lines)
    var body = Self.trimmed(parts[0].lines)
    let isWhole = ["prose.txt", "handouts.txt"].contains(file) || body.contains { $0.hasPrefix("```") }
    if !isWhole { body = ["```step"] + body + ["```"] }
    lesson = body.joined(separator: "\n") + "\n"
    says = ""
    for part in parts.dropFirst() {
      if let file = Self.file(part) {
        files.append(file)
      } else if part.head == "says" {
        says = Self.trimmed(part.lines).joined(separator: "\n") + "\n"
      } else {
        settings.append(String(part.head.dropFirst("set ".count)))
      }
    }
  }

  /// `--- file t.csv` with its lines, or `--- base64 t.npz`.
  private static func file(_ part: (head: String, lines: [String])) -> (name: String, bytes: Data)? {
    let words = part.head.split(separator: " ", maxSplits: 1).map(String.init)
    guard words.count == 2 else { return nil }
    let text = trimmed(part.lines).joined(separator: "\n")
    switch words[0] {
    case "file": return (words[1], Data((text + "\n").utf8))
    case "base64": return (words[1], Data(base64Encoded: text, options: .ignoreUnknownCharacters) ?? Data())
    default: return nil
    }
  }

  /// The lesson, and what stands below each `--- …`.
  private static func parts(_ lines: ArraySlice<String>) -> [(head: String, lines: [String])] {
    var parts: [(head: String, lines: [String])] = [("", [])]
    for line in lines {
      let isHead = ["--- says", "--- set ", "--- file ", "--- base64 "].contains { line.hasPrefix($0) }
      if isHead {
        parts.append((String(line.dropFirst(4)), []))
      } else {
        parts[parts.count - 1].lines.append(line)
      }
    }
    return parts
  }

  /// Without empty lines around it.
  private static func trimmed(_ lines: [String]) -> [String] {
    var lines = lines[...]
    while lines.first?.isEmpty == true { lines.removeFirst() }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return Array(lines)
  }
}
