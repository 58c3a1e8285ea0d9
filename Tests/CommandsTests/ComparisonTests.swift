import Files
import Places
import Testing

@testable import Commands

/// What a class handed in, run together.
@Suite struct ComparisonTests {
  static func copy(epochs: Int = 1, layer: String = "dense 8 relu", more: String = "") -> String {
    """
    ---
    title: Homework
    ---
    ```step
    load mnist as x_train, y_train, x_test, y_test
      train: 200
      test: 50
    flatten x_train, x_test
    normalise x_train, x_test
    build net
      \(layer)  # the hidden layer
      dense 10 softmax
    fit net on x_train, y_train
      epochs: \(epochs)
    evaluate net on x_test, y_test
    \(more)
    ```
    """
  }

  private func cells(_ line: some StringProtocol) -> [String] {
    line.split(separator: "|").map { $0.split(separator: " ").joined(separator: " ") }
  }

  @Test func copiesAreToldByTheirFolders() throws {
    let place = try Workplace()
    try place.write("anna/a.md", Self.copy())
    try place.write("ben/a.md", Self.copy(epochs: 2, layer: "dense 9 tanh"))
    let paths = ["anna", "ben"].map { place.path("\($0)/a.md") }
    #expect(place.lesson("run", paths[0], paths[1], "--sample", "--out", place.path("o")) == .success)
    #expect(place.exists("o/anna/a/report.html") && place.exists("o/ben/a/report.html"))
    let lines = place.out.split(separator: "\n").map(cells)
    #expect(
      lines[0] == [
        "lesson", "build.dense_1", "fit.epochs", "fit.accuracy", "fit.loss", "evaluate.accuracy", "evaluate.loss",
      ])
    #expect(Array(lines[2].prefix(3)) == ["anna/a", "8 relu", "1"])
    #expect(Array(lines[3].prefix(3)) == ["ben/a", "9 tanh", "2"])
    #expect(lines[2][3].hasSuffix(" %") && lines[2].count == lines[0].count && lines.count == 4)
    #expect(lines[2][5].hasSuffix(")") && lines[2][5].split(separator: " ")[2].hasPrefix("("), "with its 95 % interval")
  }

  /// What is set of `build` itself is a column of its own, and what is set of a layer stands with it.
  @Test func settingsOfANetworkAreNoLayers() throws {
    let place = try Workplace()
    try place.write("anna/a.md", Self.copy(layer: "input: 784\n  dense 8\n    activation: relu\n  dense 9 relu"))
    try place.write("ben/a.md", Self.copy(layer: "dense 9 tanh"))
    let paths = ["anna", "ben"].map { place.path("\($0)/a.md") }
    #expect(place.lesson("run", paths[0], paths[1], "--sample", "--out", place.path("o")) == .success)
    let lines = place.out.split(separator: "\n").map(cells)
    let column = try #require(lines[0].firstIndex(of: "build"))
    #expect(lines[2][column] == "dense 8, activation: relu, dense 9 relu, dense 10 softmax")
    #expect(lines[3][column] == "dense 9 tanh, dense 10 softmax")
  }

  @Test func aStepThatOneLeftOutIsTold() throws {
    let place = try Workplace()
    for name in ["anna", "ben", "cleo"] { try place.write("\(name)/a.md", Self.copy()) }
    try place.write("ben/a.md", Self.copy(more: "histogram y_train").replacing("normalise x_train, x_test", with: ""))
    let paths = ["anna", "ben", "cleo"].map { place.path("\($0)/a.md") }
    #expect(place.lesson(["run"] + paths + ["--sample", "--out", place.path("o")]) == .success)
    let lines = place.out.split(separator: "\n").map(cells)
    #expect(Array(lines[0].prefix(2)) == ["lesson", "normalise x_train, x_test"])
    #expect(lines.dropFirst(2).map { $0[1] } == ["yes", "no", "yes"])
    #expect(!lines[0].contains("histogram y_train"), "what one has added is not a column of all")
  }

  @Test func aProblemStandsInTheTableAndTheOthersRun() throws {
    let place = try Workplace()
    try place.write("anna/a.md", Self.copy())
    try place.write("ben/a.md", Self.copy().replacing("fit net", with: "fti net"))
    try place.write("cleo/a.md", Self.copy(more: "expect evaluate.accuracy >= 0.99"))
    let paths = ["anna", "ben", "cleo", "dana"].map { place.path("\($0)/a.md") }
    let words = ["run"] + paths + ["--sample", "--out", place.path("o")]
    #expect(place.lesson(words) == .machine, "dana's cannot be read")
    let lines = place.out.split(separator: "\n").map(cells)
    #expect(lines[0] == ["lesson", "fit.accuracy", "evaluate.accuracy", "problem"])
    #expect(lines[2].last == "–")
    #expect(lines[3].last == "line 13: there is no verb 'fti'")
    #expect(lines[4].last?.hasPrefix("line 16: expected evaluate.accuracy >= 0.99") == true)
    #expect(lines[5].last?.contains("cannot be read") == true)
    #expect(place.exists("o/anna/a/report.md") && !place.exists("o/ben/a") && place.exists("o/cleo/a/report.md"))
  }

  @Test func ofDifferentLessonsOnlyResultsAreCompared() throws {
    let place = try Workplace()
    try place.write("a.md", Self.copy())
    try place.write("b.md", Self.copy(epochs: 2).replacing("title: Homework", with: "title: Another"))
    let paths = ["a.md", "b.md"].map(place.path)
    #expect(place.lesson(["run"] + paths + ["--sample", "--out", place.path("o")]) == .success)
    #expect(
      cells(place.out.prefix { $0 != "\n" })
        == ["lesson", "fit.accuracy", "fit.loss", "evaluate.accuracy", "evaluate.loss"])
    #expect(place.lesson(["run"] + paths + ["--sample", "--quiet", "--out", place.path("o")]) == .success)
    #expect(place.out == "")
  }

  @Test func emptyLessonsAreAProblemAndHideNoResults() throws {
    let place = try Workplace()
    try place.write("anna/a.md", Self.copy())
    try place.write("ben/a.md", Self.copy(epochs: 2))
    for name in ["cleo", "dora", "emil"] { try place.write("\(name)/a.md", "") }
    let paths = ["anna", "ben", "cleo", "dora", "emil"].map { place.path("\($0)/a.md") }
    #expect(place.lesson(["run"] + paths + ["--sample", "--out", place.path("o")]) == .lesson)
    let lines = place.out.split(separator: "\n").map(cells)
    #expect(lines[0].contains("evaluate.accuracy") && lines[0].contains("fit.epochs") && lines[0].last == "problem")
    #expect(lines.dropFirst(2).map { $0.last } == ["–", "–", "no steps", "no steps", "no steps"])
  }

  @Test func aDataFolderWithoutTheSetIsNamed() throws {
    let place = try Workplace()
    try place.write("quick.md", Workplace.quick)
    try place.write("data/readme.txt", "nothing")
    let words = ["run", place.path("quick.md"), "--data", place.path("data"), "--out", place.path("o")]
    #expect(place.lesson(words) == .machine)
    #expect(place.err.contains("there is no mnist in '\(place.path("data"))'") && place.err.contains("--sample"))
    #expect(place.lesson(words + ["--sample"]) == .success)
  }

  /// By validation, with the test beside it; the page has the curves of all, and the tables go where they are wanted.
  @Test func copiesAreRankedByValidation() throws {
    let place = try Workplace()
    for (name, epochs) in [("anna", 1), ("ben", 12), ("cleo", 1)] {
      let text = Self.copy(epochs: epochs).replacing("  epochs:", with: "  validation_split: 0.2\n  epochs:")
      try place.write("\(name)/a.md", text)
    }
    let paths = ["anna", "ben", "cleo"].map { place.path("\($0)/a.md") }
    let options = ["--sample", "--out", place.path("o"), "--csv", place.path("t.csv"), "--json", place.path("t.json")]
    #expect(place.lesson(["compare"] + paths + options) == .success)
    let lines = place.out.split(separator: "\n").map(cells)
    #expect(Array(lines[0].prefix(3)) == ["lesson", "rank", "fit.epochs"])
    #expect(lines.dropFirst(2).map { "\($0[0]) \($0[1])" } == ["ben/a 1", "anna/a 2", "cleo/a 2"])
    #expect(place.exists("o/comparison/report.html") && place.exists("o/comparison/figures/01-curves.png"))
    #expect(!place.exists("o/anna"), "the lessons' own reports stay as they are")
    #expect(try place.read("t.csv").hasPrefix("lesson,rank,fit.epochs,"))
    #expect(try place.read("t.json").contains("\"rank\":1"))
    #expect(place.lesson("compare", paths[0]) == .usage)
    #expect(place.lesson(["compare"] + paths + ["--csv", place.path("anna/a.md")]) == .usage)
  }

  @Test func longDifferencesAreCutShort() throws {
    let place = try Workplace()
    let many = (0..<9).map { _ in "dense 8 relu" }.joined(separator: "\n  ")
    try place.write("anna/a.md", Self.copy(layer: many))
    try place.write("ben/a.md", Self.copy())
    let paths = ["anna", "ben"].map { place.path("\($0)/a.md") }
    #expect(place.lesson(["run"] + paths + ["--sample", "--out", place.path("o")]) == .success)
    #expect(place.out.contains("dense 8 relu, dense 8 relu, dense 8 relu, dense 8 relu, den…"))
    #expect(try place.read("o/comparison/report.md").contains("dense 8 relu, dense 10 softmax"))
  }

  @Test func oneLessonIsNotCompared() throws {
    let place = try Workplace()
    try place.write("quick.md", Workplace.quick)
    #expect(place.lesson("run", place.path("quick.md"), "--sample", "--out", place.path("o")) == .success)
    #expect(place.out == "")
  }

  @Test(arguments: [
    (["x/a.md", "y/a.md", "b.md"], ["x/a", "y/a", "b"]), (["a.md", "./y/a.md"], ["a", "y/a"]),
    (["../a.md", "/a/a.md"], ["a", "a/a"]), (["1/x/a.md", "2/x/a.md"], ["1/x/a", "2/x/a"]),
    (["s/anna/ps1/l.md", "s/ben/ps1/l.md", "s/cleo/hw/l.md"], ["anna/ps1/l", "ben/ps1/l", "cleo/hw/l"]),
  ])
  func labelsTellApart(_ paths: [String], _ labels: [String]) throws {
    #expect(try LessonPlace.places(paths).map(\.label) == labels)
  }

  @Test(arguments: [["a.md", "../a.md"], ["x/a.md", "x/a.md"], ["a.md", "./a.md"]])
  func reportsNeverShareAFolder(_ paths: [String]) {
    #expect(throws: UsageError.self) { try LessonPlace.places(paths) }
  }
}
