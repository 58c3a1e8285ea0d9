import Engine
import Networks
import Lesson
import Steps
import Testing

/// How values, names and operands may be written.
@Suite struct ValueTests {
  static let prelude = "load mnist as x_train, y_train, x_test, y_test\n"

  private func show(_ line: String) throws -> PlannedStep {
    let result = plan(lesson(Self.prelude + line))
    #expect(result.diagnostics == [])
    return try #require(result.plan?.steps.last)
  }

  private func fit(_ keys: String) throws -> PlannedStep {
    let result = plan(
      lesson(
        Self.prelude + "flatten x_train, x_test\nnormalise x_train, x_test\nbuild n\n  dense 10 softmax\n"
          + "fit n on x_train, y_train\n" + keys))
    #expect(result.diagnostics == [])
    return try #require(result.plan?.steps.last)
  }

  @Test(arguments: [
    ("show x_train[5]", Selection.element(5)), ("show x_train[-1]", .element(-1)), ("SHOW x_train [5]", .element(5)),
    ("show x_train[0:12]", .slice(from: 0, to: 12)), ("show x_train[:5]", .slice(from: nil, to: 5)),
    ("show x_train[-3:]", .slice(from: -3, to: nil)), ("show x_train", .all),
    ("show x_train where y_train = 3", .matching(labels: "y_train", value: 3)),
    ("show x_train where y_train == 3", .matching(labels: "y_train", value: 3)),
    ("show x_train[[[5]]]  # a blank", .element(5)), ("show\u{A0}x_train[\u{2212}1]", .element(-1)),
    ("show\tx_train[5]\t# tabs", .element(5)),
  ]) func selections(_ line: String, _ selection: Selection) throws {
    #expect(try show(line).operands.first?.selection == selection)
  }

  @Test(arguments: [
    ("  epochs: 60_000", 60000), ("  epochs = 3", 3), ("  Epochs: 3", 3), ("\tepochs:3", 3), ("  epochs: [[20]]", 20),
    ("  epochs: 1e3", 1000), ("  \u{201C}epochs\u{201D}: 3", 3), ("  epochs： 7", 7),
  ]) func epochs(_ line: String, _ epochs: Int) throws {
    #expect(Verb.options(of: try fit(line)).epochs == epochs)
  }

  @Test(arguments: [
    ("  learning-rate: 1e-3", Float(0.001)), ("  lr: .5", 0.5), ("  Learning Rate: 1/4", 0.25),
    ("  learning_rate: 10 %", 0.1),
  ]) func learningRates(_ line: String, _ rate: Float) throws {
    #expect(Verb.options(of: try fit(line)).optimizer == .adam(learningRate: rate))
  }

  @Test func fitTakesAllItsSettings() throws {
    let fit = try fit(
      """
        optimiser: SGD
        momentum: 0.9
        nesterov: yes
        decay: 0.01
        metrics: accuracy
        validation_data: x_test, y_test
        shuffle: off
        show: weights
        early_stopping: 4
        time_limit: 2 min
        initial_weights: "start.safetensors"
        loss: sparse
      """)
    let options = Verb.options(of: fit)
    #expect(options.optimizer == .sgd(momentum: 0.9, nesterov: true, decay: 0.01))
    #expect(fit.settings["validation_data"]?.operands.map(\.name) == ["x_test", "y_test"])
    #expect(!options.shuffle)
    #expect(fit.settings["show"] == .word("weights"))
    #expect(options.earlyStopping == EarlyStopping(patience: 4))
    #expect(options.timeLimit == 120)
    #expect(fit.settings["initial_weights"] == .text("start.safetensors"))
    #expect(options.loss == .sparseCategoricalCrossentropy)
  }

  @Test func defaultsAreKeras() throws {
    let options = Verb.options(of: try fit(""))
    #expect(options.optimizer == .adam(learningRate: 0.001))
    #expect(options.batchSize == 32)
    #expect(options.epochs == 1)
    #expect(options.loss == .sparseCategoricalCrossentropy)
    #expect(options.shuffle && options.earlyStopping == nil && options.timeLimit == nil)
    #expect(Verb.options(of: try fit("  optimizer: sgd")).optimizer == .sgd(learningRate: 0.01))
  }

  @Test(arguments: [
    "dense 16 relu", "Dense 16, relu", "dense relu 16", "dense 16 RELU  # words", "dense [[16]] relu",
  ]) func denseLayers(_ line: String) {
    #expect(layers(line, input: "784").first == .dense(units: 16, activation: .relu))
  }

  @Test(arguments: [
    "conv2d 8 3x3 relu\n    padding: same\n    strides: 2", "conv2d 8 3×3 relu padding: same, strides: 2x2",
    "Conv2D 8 3 relu\n  padding: same\n  stride: 2", "conv 8 (3, 3) relu padding=same strides=2",
    "convolution 8 3 x 3 relu strides: 2, padding: Same",
  ]) func convolutions(_ line: String) {
    #expect(
      layers(line).first
        == .conv2d(filters: 8, kernel: Size2D(3, 3), strides: Size2D(2, 2), padding: .same, activation: .relu))
  }

  @Test(arguments: [
    ("maxpool 2x2", LayerSpec.maxPool2d(Size2D(2, 2))), ("max_pooling2d 2", .maxPool2d(Size2D(2, 2))),
    ("maxpool", .maxPool2d(Size2D(2, 2))), ("avgpool 2x3", .averagePool2d(Size2D(2, 3))),
    ("dropout 0.25", .dropout(rate: 0.25)), ("dropout 1/4", .dropout(rate: 0.25)),
    ("dropout 25 %", .dropout(rate: 0.25)),
    ("batchnorm", .batchNormalization), ("BatchNormalization", .batchNormalization),
    ("activation tanh", .activation(.tanh)), ("flatten", .flatten),
  ]) func otherLayers(_ line: String, _ layer: LayerSpec) {
    #expect(layers(line).first == layer)
  }

  private func layers(_ line: String, input: String = "28 x 28 x 1") -> [LayerSpec] {
    let result = plan(lesson("build n\n  input: \(input)\n  \(line)\n  flatten\n  dense 10 softmax\nsummary n"))
    guard let build = result.plan?.steps.first, case .shape(let input)? = build.settings["input"] else {
      Issue.record("\(result.diagnostics.map(\.summary))")
      return []
    }
    #expect(input.reduce(1, *) == 784)
    return build.layers
  }

  @Test(arguments: ["\r\n", "\r", "\n"]) func lineEnds(_ end: String) throws {
    let text = lesson(Self.prelude + "show x_train[5]\n  cmap: gray").replacing("\n", with: end)
    let show = try #require(plan(text).plan?.steps.last)
    #expect(show.settings["cmap"] == .word("gray"))
  }

  @Test func bothSpellingsAndTwoWordsAreOneVerb() {
    let text = lesson(
      Self.prelude
        + "Normalize x_train, x_test\none hot y_train as y_train_cat\nONE_HOT y_test as y_test_cat\nhistogram y_train_cat\n"
        + "histogram y_test_cat")
    #expect(
      plan(text).plan?.steps.map(\.verb.name) == ["load", "normalise", "one-hot", "one-hot", "histogram", "histogram"])
  }

  @Test func stepsInListsAndQuotationsRunAndLongerFencesDoNot() {
    let text = """
      1. Load:

         ~~~ step
         load mnist as x_train, y_train, x_test, y_test
         ~~~

      > ```step
      > shape x_train
      > ```

      ````markdown
      ```step
      shape nonsense
      ```
      ````

      ```python
      shape nonsense
      ```
      """
    #expect(plan(text).plan?.steps.map(\.id) == ["load", "shape"])
  }

  @Test func unquotedCaptionsKeepTheirWords() throws {
    let show = try show("show x_train[0:6]\n  caption: The network's six, in gray   # not this")
    #expect(show[Key.caption] == "The network's six, in gray")
    #expect(try self.show("show x_train[5]\n  caption: \u{201C}A # five\u{201D}")[Key.caption] == "A # five")
  }

  @Test func amountsAreCountsOrShares() {
    #expect(Amount.fraction(1.0 / 12).count(of: 60000) == 5000)
    #expect(Amount.count(7).count(of: 60000) == 7)
  }

  @Test func frontMatterIsRead() throws {
    let text =
      "\u{FEFF}---\ntitle: \"Digits: a start\"\nauthor: A # B\nseed: 1_000\nlanguage: de\n---\n\n"
      + lesson(Self.prelude)
    let front = try #require(plan(text).plan).frontMatter
    #expect(front.title == "Digits: a start")
    #expect(front.author == "A # B")
    #expect(front.seed == 1000)
    #expect(front.language == "de")
    #expect(plan(text, seed: 7).plan?.frontMatter.seed == 7)
    #expect(plan("---\n\nA break, no head.\n\n---\n").plan?.frontMatter == FrontMatter())
  }

  @Test(arguments: ["0..1e300", "-1e39..0", "1..1.0000000001"]) func rangesFitTheirFloats(_ range: String) {
    let result = plan(lesson(Self.prelude + "normalise x_train\n  range: \(range)"))
    #expect(result.diagnostics.map(\.id) == [.outOfRange])
  }
}
