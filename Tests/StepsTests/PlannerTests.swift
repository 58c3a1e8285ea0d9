import Engine
import Networks
import Lesson
import Steps
import Testing

@Suite struct PlannerTests {
  static let steps = """
    load mnist as x_train, y_train, x_test, y_test
    split x_train, y_train as x_val, y_val
      first: 1/12
    reshape x_train, x_val, x_test to (-1, 28, 28, 1)
    normalise x_train, x_val, x_test
    one-hot y_train
    one-hot y_val
    one-hot y_test
    build network
      conv2d 32 3x3 relu
      maxpool 2x2
      flatten
      dense 10 softmax
    summary network
    fit network on x_train, y_train
      epochs: 3
      batch_size: 64
      optimizer: sgd
      validation_data: x_val, y_val
    plot fit
    evaluate network on x_test, y_test
    expect evaluate.accuracy >= 0.9
    """

  @Test(arguments: ["fit network x_train, y_train", "x_train = 3"])
  func whatIsNotUsedIsToldOfWholeLessonsAlone(_ mistake: String) {
    let steps = "load mnist as x_train, y_train, x_test, y_test\n" + mistake
    #expect(plan(lesson(steps)).diagnostics.allSatisfy { $0.severity == .error })
  }

  @Test func triedSettingsAreWarnedOfAsThoseOfTheLesson() throws {
    func warnings(_ values: String) -> [String] {
      let text = lesson(Self.steps + "\ntry network\n  build.dense_1: \(values)\n")
      return plan(text).diagnostics.filter { $0.severity == .warning }.map { $0.summary }
    }
    let set = plan(lesson(Self.steps), settings: ["build.dense_1=10 relu"])
    let named = set.diagnostics.filter { $0.severity == .warning }
    #expect(!named.isEmpty)
    #expect(warnings("10 relu, 10 softmax") == named.map { "with build.dense_1 = 10 relu: \($0.summary)" })
  }

  @Test func aWholeLessonIsPlanned() throws {
    let result = plan(lesson(Self.steps))
    #expect(result.diagnostics == [])
    let plan = try #require(result.plan)
    #expect(
      plan.steps.map(\.id) == [
        "load", "split", "reshape", "normalise", "one-hot", "one-hot-2", "one-hot-3", "build", "summary", "fit", "plot",
        "evaluate", "expect",
      ])
    let build = plan.steps[7]
    let options = Verb.options(of: plan.steps[9])
    #expect(build.settings["input"] == .shape([28, 28, 1]))
    #expect(build.layers.count == 4)
    #expect(options.optimizer == .sgd())
    #expect(options.loss == .categoricalCrossentropy)
    #expect(options.epochs == 3)
  }

  @Test func aSettingOfTheCommandLineReplacesTheLessons() throws {
    let plan = try #require(plan(lesson(Self.steps), settings: ["fit.epochs=20"]).plan)
    #expect(Verb.options(of: plan.steps[9]).epochs == 20)
  }

  /// Another network above, with the same verbs, leaves the random numbers of the one below as they are.
  @Test func streamsDoNotDependOnOtherNetworks() throws {
    let data = "load mnist as x, y, a, b\nflatten x\n"
    func network(_ name: String) -> String { "build \(name)\n  dense 10 softmax\nfit \(name) on x, y\n" }
    let alone = try #require(plan(lesson(data + network("net") + network("net2"))).plan)
    let below = try #require(
      plan(lesson(data + "shuffle a, b\n" + network("other") + "shuffle x, y\n" + network("net") + network("net2")))
        .plan)
    #expect(alone.steps.suffix(4).map(\.stream) == below.steps.suffix(4).map(\.stream))
    #expect(Set(below.steps.map(\.stream)).count == below.steps.count)
  }

  @Test func streamsDoNotDependOnStepsAbove() throws {
    let before = try #require(plan(lesson(Self.steps)).plan)
    let after = try #require(plan(lesson(Self.steps.replacing("summary", with: "shape x_val\nsummary"))).plan)
    #expect(before.steps.first { $0.id == "fit" }?.stream == after.steps.first { $0.id == "fit" }?.stream)
    #expect(Set(before.steps.map(\.stream)).count == before.steps.count)
  }

  @Test func ofVeryManyProblemsTheFirstAreTold() {
    let lines = (0..<300).map { "shape a\($0)" }.joined(separator: "\n")
    let result = plan(lesson(lines))
    #expect(result.diagnostics.count == 101)
    #expect(result.diagnostics.last?.summary == "200 more problems are not shown")
    #expect(result.plan == nil)
  }

  @Test(arguments: ["a/b", "../x", "/tmp/x", ".hidden", "report.html", "thesis.txt", "figures"])
  func savingTakesAPlainNameOfWeightsOnly(_ name: String) {
    let text = lesson(
      """
      load mnist as a, b, c, d
      build n
        input: 784
        dense 10 softmax
      save n to "\(name)"
      """)
    #expect(plan(text).diagnostics.map(\.id) == [.badFileName])
  }

  /// Arrays of a file with names are those of the same names, wherever they stand.
  @Test(arguments: [
    (["b", "a"], [1, 0]), (["a"], [0]), (["x", "y"], [0, 1]), (["a", "y"], [0, 1]), (["y", "a"], nil),
  ])
  func namesChooseAFilesArrays(_ names: [String], _ places: [Int]?) {
    #expect(FileArrays.places(of: names, among: ["a", "b"]) == places)
  }

  @Test func spellingOfStepsAndValuesDoesNotMatter() {
    let text = lesson(
      """
      load mnist as x, y, a, b
      Confusion_Matrix y, y
      expect CONFUSION-MATRIX.Accuracy >= 95.7 %
      """)
    let result = plan(text)
    #expect(result.diagnostics.isEmpty)
    guard let step = result.plan?.steps.last, let value = Verb.valueName(of: step),
      let (number, words) = Verb.expectation(of: step)
    else {
      Issue.record("no expectation")
      return
    }
    #expect(value == ValueName(step: "confusion-matrix", key: "accuracy"))
    #expect(number == 0.957)
    #expect(words == "confusion-matrix.accuracy >= 95.7 %")
  }
}
