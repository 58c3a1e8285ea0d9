import Foundation
import Lesson

import Testing
import Text

@testable import Running
@testable import Steps

@Suite struct WordingTests {
  @Test(arguments: [(0, "0"), (999, "999"), (1000, "1,000"), (11_935, "11,935"), (-1_234_567, "-1,234,567")])
  func thousandsAreGrouped(_ number: Int, _ text: String) { #expect(grouped(number) == text) }

  @Test(
    arguments: [
      (0.95195, 4, "0.9519"), (0.95206, 4, "0.9521"), (0.05, 1, "0.1"), (1.005, 0, "1"), (-0.004, 2, "0.00"),
      (-1.5, 1, "-1.5"),
      (.nan, 2, "nan"), (-.infinity, 2, "-inf"), (123456.789, 2, "123456.79"),
    ] as [(Double, Int, String)])
  func decimalsAreRounded(_ number: Double, _ places: Int, _ text: String) { #expect(decimal(number, places) == text) }

  @Test func bytesAreWrittenAsKerasWritesThem() {
    #expect(byteText(11_935 * 4) == "46.62 KB")
    #expect(byteText(717_210 * 4) == "2.74 MB")
    #expect(byteText(40) == "40.00 B")
  }
}

@Suite struct FileAccessTests {
  /// A folder with `lesson/a.txt`, `data/b.txt`, `secret/c.txt` and a link from the lesson to the secret.
  func withFolders(_ body: (FileAccess) throws -> Void) throws {
    let root = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: root) }
    for (folder, file) in [("lesson", "a.txt"), ("data", "b.txt"), ("secret", "c.txt")] {
      let url = root.appendingPathComponent(folder)
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
      try Data("x".utf8).write(to: url.appendingPathComponent(file))
    }
    try FileManager.default.createSymbolicLink(
      at: root.appendingPathComponent("lesson/link.txt"),
      withDestinationURL: root.appendingPathComponent("secret/c.txt"))
    try body(
      FileAccess(
        lessonFolder: root.path + "/lesson", reportFolder: root.path + "/output/l",
        readableFolders: [root.path + "/data"]))
  }

  @Test func filesOfTheLessonAndOfDataFoldersAreFound() throws {
    try withFolders { access in
      #expect(throws: Never.self) { try access.locate("a.txt").get() }
      #expect(throws: Never.self) { try access.locate("b.txt").get() }
    }
  }

  @Test(arguments: ["../secret/c.txt", "link.txt"]) func filesElsewhereAreRefused(_ name: String) throws {
    try withFolders { access in
      guard case .failure(let problem) = access.locate(name) else {
        Issue.record("\(name) was allowed")
        return
      }
      #expect(problem.summary.contains("outside"))
      #expect(!problem.isMachine)
    }
  }

  @Test func whatIsSavedIsReadBackAndNothingElseIsLeft() throws {
    try withFolders { access in
      try access.save([1, 2, 3], as: "w.safetensors", at: 0..<0)
      #expect(try access.readWeights("w.safetensors", at: 0..<0) == [1, 2, 3])
      #expect(try FileManager.default.contentsOfDirectory(atPath: access.reportFolder) == ["w.safetensors"])
    }
  }
}
