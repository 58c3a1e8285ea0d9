import Foundation
import Places
import Testing

/// What scripts made for the tests belongs to the scripts as they are; `Tests/Fixtures/list.txt` holds the digests of both.
@Suite struct FixtureTests {
  struct Fixture: CustomTestStringConvertible {
    /// What makes it; nil where no script of ours does.
    var command: String?
    /// The script first.
    var files: [(digest: String, path: String)] = []

    var testDescription: String { command ?? "from elsewhere" }
  }

  static let list: [Fixture] = {
    let text = try? String(
      contentsOf: LessonsTests.root.appendingPathComponent("Tests/Fixtures/list.txt"), encoding: .utf8)
    return (text ?? "").split(separator: "\n\n").map { part in
      var fixture = Fixture()
      for line in part.split(separator: "\n") where !line.hasPrefix("#") {
        let words = line.split(separator: " ").map { String($0) }
        if words.count == 2, words[0].count == 64 {
          fixture.files.append((words[0], words[1]))
        } else {
          fixture.command = String(line)
        }
      }
      return fixture
    }.filter { !$0.files.isEmpty }
  }()

  /// What a program of the system writes; nil where it is not there or fails.
  static func output(_ words: [String]) -> String? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = words
    process.currentDirectoryURL = LessonsTests.root
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return process.terminationStatus == 0 ? String(decoding: data, as: UTF8.self) : nil
  }

  @Test(arguments: list) func isWhatItsScriptMade(_ fixture: Fixture) throws {
    let digests = try #require(Self.output(["sha256sum"] + fixture.files.map { $0.path }))
    for (line, file) in zip(digests.split(separator: "\n"), fixture.files) {
      let mend = fixture.command.map { "run '\($0)', then" } ?? "see that it is meant, and run"
      #expect(line.hasPrefix(file.digest), "\(file.path) has changed: \(mend) 'Tests/Fixtures/record'")
    }
  }

  @Test func everyFixtureIsListed() throws {
    let folders = ["Lessons/data", "Sources/CSample/data"]
    let kinds = ["Files", "Reference", "Examples"]
    let tests = LessonsTests.root.appendingPathComponent("Tests")
    let targets = try FileManager.default.contentsOfDirectory(atPath: tests.path)
    let listed = Set(Self.list.flatMap { $0.files.map { $0.path } })
    for folder in folders + targets.flatMap({ target in kinds.map { "Tests/\(target)/\($0)" } }) {
      let url = LessonsTests.root.appendingPathComponent(folder)
      for name in (try? FileManager.default.subpathsOfDirectory(atPath: url.path)) ?? [] {
        if name == "README.md" || name.hasSuffix(".py") { continue }
        if (try? url.appending(path: name).resourceValues(forKeys: [.isDirectoryKey]).isDirectory) == true { continue }
        #expect(listed.contains("\(folder)/\(name)"), "add it to Tests/Fixtures/list.txt, behind what makes it")
      }
    }
  }

  /// The one that needs nothing but Python is made anew.
  @Test(.enabled(if: output(["python3", "-c", "import html.entities"]) != nil, "there is no python3"))
  func theNamesOfCharactersAreUpToDate() throws {
    let place = try Workplace()
    let script = "Tests/MarkdownTests/Examples/make_entities.py"
    try #require(Self.output(["python3", script, place.folder.path]) != nil)
    for path in ["Sources/Markdown/EntityTable.swift", "Tests/MarkdownTests/Examples/entities.txt"] {
      let name = try #require(path.split(separator: "/").last.map { String($0) })
      let kept = try String(contentsOf: LessonsTests.root.appendingPathComponent(path), encoding: .utf8)
      #expect(try place.read(name) == kept, "\(path) is out of date: run 'python3 \(script)'")
    }
  }
}
