import Arrays
import Markdown
import Steps
import Testing

@testable import Lesson

/// What editors, word processors and other languages make of steps.
@Suite struct WildStepTests {
  private static let load = "load mnist as x_train, y_train, x_test, y_test\n"
  private static let network = "build net\n  flatten\n  dense 16 relu\n  dense 10 softmax\n"

  private func problems(_ steps: String) -> [Diagnostic] {
    plan(lesson(steps)).diagnostics.filter { $0.severity != .note }
  }

  @Test(arguments: [
    "load mnist as x\\_train, y\\_train, x\\_test, y\\_test\nshape x_train\nprint y\\_train\\[0:3\\]",
    "load mnist as x_train, y_train, x_test, y_test\nshow x_train\\[0\\]\nprint y\\_train[0:2]",
    "load&nbsp;mnist as x_train, y_train, x_test, y_test\nshow x\\_train where y\\_train = 3",
    load + network
      + "fit net on x_train, y_train\nevaluate net on x_test, y_test\nexpect evaluate.accuracy &gt;= 0.5\nexpect evaluate.loss &lt; 9",
  ])
  func escapesOfEditorsAreTaken(steps: String) {
    let found = problems(steps).filter { $0.id != .rawPixels }
    #expect(found.isEmpty, "\(found.map(\.summary))")
  }

  @Test(arguments: [
    (load + "// see below\nshape x_train", "write '# see below'"), (load + "shape x_train // here", "write '# here'"),
    ("//first\n" + load, "write '# first'"),
  ])
  func commentsOfOtherLanguagesAreTold(steps: String, hint: String) {
    let found = problems(steps)
    #expect(found.map(\.id) == [.foreignComment] && found.first?.hint == hint)
  }

  @Test(arguments: ["\"a//b.csv\"", "\"// b.csv\""]) func slashesInNamesAreNoComments(name: String) {
    #expect(problems("load \(name) as x\nshape x").isEmpty)
  }

  @Test(arguments: [
    "load mnist as x_train, y_train,\nx_test, y_test\nshape x_train",
    "load mnist as x_train, y_train,\n  x_test, y_test\nshape x_train",
    "load mnist as\n  x_train, y_train, x_test, y_test\nshape x_train",
    load + network + "evaluate net on\n  x_test, y_test", load + "flatten x_train,\n        x_test\nshape x_train",
  ])
  func aStepOnTwoLinesIsToldOnce(steps: String) {
    let found = problems(steps).filter { $0.id != .unknownInput }
    #expect(found.map(\.id) == [.wrappedLine], "\(found.map(\.summary))")
    #expect(found.first?.hint == "move this to the end of the line above")
  }

  @Test(arguments: ["\u{2018}\u{2018}\u{2018}", "\u{B4}\u{B4}\u{B4}", "'''"])
  func fencesOfQuotesAreTold(fence: String) {
    let found = plan("# A\n\n\(fence)step\n\(Self.load)\(fence)\n").diagnostics
    #expect(found.map(\.id) == [.notAStepBlock], "\(found.map(\.summary))")
    #expect(found.first?.hint == "write ```step")
  }

  @Test(arguments: ["\u{2028}", "\u{2029}", "\u{B}"]) func endsThatAreNoneAreTold(end: String) {
    let whole = "```step\(end)load mnist as x_train, y_train, x_test, y_test\(end)shape x_train\(end)```\n"
    #expect(plan(whole).diagnostics.contains { $0.id == .lineSeparator })
    let steps = lesson("load mnist as x_train, y_train, x_test, y_test\(end)shape x_train")
    let found = plan(steps).diagnostics.filter { $0.id == .lineSeparator }
    #expect(found.map(\.range) == [54..<54 + end.utf8.count])
    #expect(!plan("Words\(end)in prose.\n").diagnostics.contains { $0.id == .lineSeparator })
  }

  @Test func argumentsOfKerasAreMapped() {
    let fit = Self.load + "normalise x_train\n" + Self.network + "fit net on x_train, y_train\n"
    #expect(problems(fit + "  metrics: ['accuracy']\n  nb_epoch: 2").isEmpty)
    for (key, lesson) in [
      ("verbose: 1", "leave it out"), ("callbacks: [stop]", "for EarlyStopping write 'early_stopping: 3'"),
      ("steps_per_epoch: 3", "leave it out"),
    ] {
      let found = problems(fit + "  " + key)
      #expect(found.map(\.id) == [.unknownKey] && found[0].notes[0].hasPrefix(lesson), "\(found.map(\.summary))")
    }
  }

  @Test(arguments: [
    ("dense 10 softmax\n  dropout 0.5", "keep"), ("dense 10 softmax\n  batchnorm", "put it above 'dense_2'"),
    ("dense 10 softmax\n  activation softmax", "keep one softmax"),
    ("dense 10 softmax\n  dense 10 softmax", "keep one softmax"),
  ])
  func layersBehindSoftmaxAreTold(layers: String, note: String) {
    let found = problems(
      Self.load + "normalise x_train\nbuild net\n  flatten\n  dense 16 relu\n  \(layers)\nfit net on x_train, y_train")
    #expect(found.filter { $0.id == .behindSoftmax }.count == 1, "\(found.map(\.summary))")
  }

  @Test func otherLayersMayStandBehindOne() {
    let found = problems(
      Self.load
        + "normalise x_train\nbuild net\n  flatten\n  dense 16 softmax\n  dense 10 softmax\nfit net on x_train, y_train"
    )
    #expect(found.map(\.id) == [.behindSoftmax])
    #expect(
      problems(
        Self.load + "build net\n  flatten\n  dense 16 softmax\n  dense 10\nsummary net\npredict net on x_test[0]"
      ).isEmpty)
  }

  @Test func labelsInAColumnAreToldOnce() {
    var surroundings = world
    surroundings.file = { name, _ in
      .success([
        name == "y.npy"
          ? ArrayDescription(shape: [500, 1], elementType: .int64)
          : ArrayDescription(shape: [500, 28, 28], elementType: .uint8)
      ])
    }
    let steps = """
      load "x.npy" as x_train
      load "y.npy" as y_train
      histogram y_train
      normalise x_train
      \(Self.network)fit net on x_train, y_train
      evaluate net on x_train, y_train
      confusion-matrix net on x_train, y_train
      classification-report net on x_train, y_train
      mistakes net on x_train, y_train
      one-hot y_train as y_cat
      predict net on x_train as y_pred
      argmax y_pred as y_class
      confusion-matrix y_class, y_train
      """
    let found = Planner.plan(text: SourceText(lesson(steps)), surroundings: surroundings).diagnostics
      .filter { $0.severity == .error }
    #expect(found.map(\.id) == [.wrongLabels])
    #expect(found.first?.hint == "write 'reshape y_train to (-1)' before this step")
  }

  @Test func aRowOfASinglePictureIsTold() {
    var surroundings = world
    surroundings.file = { _, _ in .success([ArrayDescription(shape: [28, 28], elementType: .uint8)]) }
    let steps = Self.load + "normalise x_train\n" + Self.network + "fit net on x_train, y_train\nload \"d.png\" as d\n"
    for (step, note) in [
      ("show d[0]", "'d' is one image, and d[0] a row of it: write 'show d'"),
      (
        "predict net on d[0]",
        "'d' is one sample, and d[0] a row of it: add 'reshape d to (1, 28, 28)' before this step"
      ),
    ] {
      let found = Planner.plan(text: SourceText(lesson(steps + step)), surroundings: surroundings).diagnostics
      #expect(found.filter { $0.severity == .error }.map(\.notes) == [[note]])
    }
  }

  @Test(arguments: [
    "author:\n  - Anna\n  - Ben", "format:\n  html:\n    toc: true\n  pdf: default", "author:\n- Anna\n- Ben",
  ])
  func nestedKeysOfAHeadAreToldOnce(head: String) {
    let found = plan("---\ntitle: T\n\(head)\nseed: 3\n---\n\n" + lesson(Self.load)).diagnostics
    #expect(found.filter { $0.id == .frontMatter }.count == 1 && found.allSatisfy { $0.severity == .warning })
    #expect(found.filter { $0.id != .frontMatter }.allSatisfy { $0.id == .unknownKey })
    #expect(LessonSyntax(SourceText("---\ntitle: T\n\(head)\nseed: 3\n---\n"), Verb.vocabulary).frontMatter.seed == 3)
  }

  @Test(arguments: ["pre", "style"]) func aTagThatNeverEndsIsTold(name: String) {
    let text = "# A\n\n<\(name)>\ncode\n\n" + lesson(Self.load)
    let found = plan(text).diagnostics.filter { $0.id == .unclosedTag }
    #expect(found.map(\.hint) == ["write </\(name)> where it ends"] && found.first?.range == 5..<6 + name.utf8.count)
    #expect(
      !plan("<\(name)>\ncode\n\nmore</\(name)>\n\n" + lesson(Self.load)).diagnostics.contains { $0.id == .unclosedTag })
    #expect(!plan("<prefix>\n\n" + lesson(Self.load)).diagnostics.contains { $0.id == .unclosedTag })
  }

  @Test func weightsOfOthersAreListed() {
    var surroundings = world
    surroundings.weightsFile = { _ in .success([("fc1.weight", [16, 784]), ("fc1.bias", [16])]) }
    let steps = Self.load + Self.network + "summary net\npredict net on x_test[0]\nrestore net from \"w.safetensors\""
    let found = Planner.plan(text: SourceText(lesson(steps)), surroundings: surroundings).diagnostics
    #expect(found.first?.id == .badWeights)
    #expect(found.first?.notes.first == "the file holds fc1.weight (16, 784), fc1.bias (16,)")
    #expect(found.first?.notes.last?.hasPrefix("PyTorch's names") == true)
  }

  @Test func aNetworkHasAtMostAThousandLayers() {
    let layers = String(repeating: "  dense 2\n", count: 1001)
    #expect(
      problems(Self.load + "build net\n" + layers + "fit net on x_train, y_train").contains { $0.id == .tooLarge })
  }

  @Test func regressionsHaveNoAccuracy() {
    let steps = """
      load "a.csv" as x
      load mnist as x_train, y_train, x_test, y_test
      flatten x_train
      build net
        dense 1
      fit net on x_train, y_train
        loss: mse
      expect fit.loss < 100
      expect fit.accuracy > 0.5
      evaluate net on x_train, y_train
      expect evaluate.loss < 100
      expect evaluate.accuracy > 0.5
      expect evaluate.wrong < 5
      """
    let found = problems(steps).filter { $0.severity == .error }
    #expect(found.map(\.id) == [.unknownValue, .unknownValue, .unknownValue], "\(found.map(\.summary))")
  }
}
