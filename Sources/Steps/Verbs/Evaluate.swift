import Text
import Arrays
import Engine
import Networks
import Lesson

extension Verb {
  private static let batchSize = Key<Int>.integer(
    "batch_size", in: 1...1_000_000, standard: 32, "how many samples at a time")
  private static let measures = Key<[AskedMeasure]>.choices(
    "metrics", aliases: ["metric"],
    [
      (.accuracy, ["acc"]), (.topFive, ["top5", "top_k_categorical_accuracy", "sparse_top_k_categorical_accuracy"]),
      (.absolute, ["mean_absolute_error"]), (.squared, ["mean_squared_error"]),
    ], text: "accuracy", "what else is shown")
  private static let loss = Key<Loss?>.loss(text: "that of the fit", "how wrong answers are measured")

  static let evaluate = Verb(
    VerbDoc(
      "evaluate", aliases: ["test"], forms: ["evaluate net on x, y"],
      summary:
        "loss and accuracy on samples, or R² and the errors of numbers; a test takes those that it was not trained on",
      clauses: [.on],
      keys: [batchSize.spec, loss.spec, measures.spec],
      values: [
        ValueDoc("accuracy", .fraction, "the share it got right"),
        ValueDoc("accuracy_low", .fraction, "the lower end of the accuracy's 95 % interval, of independent samples"),
        ValueDoc("accuracy_high", .fraction, "the upper end of it"), ValueDoc("loss", .number, "the loss"),
        ValueDoc("error", .fraction, "the share it got wrong"), ValueDoc("correct", .integer, "samples it got right"),
        ValueDoc("wrong", .integer, "samples it got wrong"), ValueDoc("count", .integer, "samples"),
        ValueDoc("r2", .number, "of a network that answers with a number: R², the share of the variance it explains"),
        ValueDoc("rmse", .number, "the root of the mean squared error of its numbers"),
        ValueDoc("top_5", .fraction, "the share whose class is among the five likeliest"),
        ValueDoc("mae", .number, "the mean absolute error of the outputs"),
        ValueDoc("mse", .number, "the mean squared error of the outputs"),
      ],
      example: "evaluate network on x_test, y_test"),
    keeping: Keeping(showsNames: false, state: .always),
    effects: { step in Effects(changes: [.example(step.network)]) },
    lacks: { value, step in
      if ["loss", "count", "mae", "mse"].contains(value) { return nil }
      if value == "top_5", step[Key.hasClasses], !step[hasFive] { return "with five classes or fewer it is always 1" }
      let isOfNumbers = ["r2", "rmse"].contains(value)
      if step[Key.hasClasses] { return isOfNumbers ? Key.noNumbers : nil }
      return isOfNumbers ? nil : Key.noClasses
    },
    check: { checker, step, keys in
      guard let samples = JudgedSamples(step, &checker) else { return nil }
      samples.warnOfScale(&checker)
      let measure =
        keys[loss] == nil ? lossOfFit(samples, &checker) : samples.loss(keys, loss, &checker)
      return measure.map {
        Checked(
          operands: [samples.name], data: [samples.x, samples.y],
          settings: [
            loss.name: .word($0.rawValue), Key.hasClasses.name: .flag(!samples.network.predictsNumber($0)),
            hasFive.name: .flag((samples.network.classes ?? 0) > 5),
          ])
      }
    },
    perform: { step, stage throws(Diagnostic) in
      let (x, y) = (step.data[0], step.data[1])
      let built = try stage.workspace.network(step.network, at: x.range)
      let (images, labels) = (try stage.workspace.resolveRows(x), try stage.workspace.resolveRows(y))
      try sameCount(images.array, labels.array, x, y)
      let measure = step[loss] ?? .sparseCategoricalCrossentropy
      let result: Evaluation
      do throws(EngineError) {
        var answers: NDArray?
        result = try built.network.evaluate(
          x: images.array, y: labels.array, loss: measure, batchSize: step[batchSize], answers: &answers)
        // A confusion matrix or the mistakes often follow.
        if let answers { stage.workspace.keep(answers, of: step.network, to: x) }
      } catch {
        let place = if case .unfitLabels = error { y.range } else { x.range }
        throw diagnostic(error, at: place, layerNames: built.network.layerNames)
      }
      guard result.loss.isFinite else {
        try requireFinite(images.array, x)
        try requireFinite(labels.array, y)
        throw Diagnostic(
          id: .notANumber, at: step.headline,
          "the loss is no number: the network's outputs are too large to count with")
      }
      let given = try stage.workspace.answers(of: step.network, to: x).outputs
      let others = AnswerMeasures(of: given, labels: labels.array)
      let count = images.array.rowCount
      let correct = Int((result.accuracy * Double(count)).rounded())
      // That of samples which do not depend on each other.
      let interval = images.hasCopies ? nil : ShareInterval(hits: correct, of: count)
      stage.note(step, ["loss": .number(result.loss), "count": .integer(count)])
      stage.note(step, ["mae": .number(others.meanAbsoluteError), "mse": .number(others.meanSquaredError)])
      let topFive = step[Key.hasClasses] ? others.topFive : nil
      if let topFive { stage.note(step, ["top_5": .fraction(topFive)]) }
      if step[Key.hasClasses] {
        stage.note(
          step,
          [
            "accuracy": .fraction(result.accuracy), "correct": .integer(correct), "wrong": .integer(count - correct),
            "error": .fraction(Double(count - correct) / Double(max(count, 1))),
          ])
        if let interval {
          stage.note(step, ["accuracy_low": .fraction(interval.low), "accuracy_high": .fraction(interval.high)])
        }
      }
      Brightness.warn(of: images.array, x, step.network, &stage)
      // The playground starts with an image that the network was last asked about.
      if count > 0, stage.workspace.networks[step.network]?.pixels == images.pixels {
        stage.workspace.networks[step.network]?.sample = images.array.rows(0..<1)
      }
      let determination = step[Key.hasClasses] ? nil : try stage.workspace.numbers(of: step).determination
      let root = others.meanSquaredError.squareRoot()
      if let determination { stage.note(step, ["r2": .number(determination), "rmse": .number(root)]) }
      let numbers =
        determination.map { determination in
          [
            ("R²", determination.isNaN ? "none" : decimal(determination, 4)),
            ("mean absolute error", decimal(others.meanAbsoluteError, 4)),
            ("root of the mean squared error", decimal(root, 4)),
          ]
        } ?? []
      let ends = interval.map { [("95 % interval", "\(decimal($0.low, 3))–\(decimal($0.high, 3))")] } ?? []
      let answers = [("accuracy", fraction(result.accuracy, 4))] + ends + [("correct", grouped(correct))]
      let asked = step[measures].compactMap { measure -> (String, String)? in
        switch measure {
        case .accuracy: nil
        case .topFive: topFive.map { ("top 5", fraction($0, 4)) }
        case .absolute: step[Key.hasClasses] ? ("mae", decimal(others.meanAbsoluteError, 4)) : nil
        case .squared: ("mse", decimal(others.meanSquaredError, 4))
        }
      }
      let cells =
        [("loss", decimal(result.loss, 4))] + (step[Key.hasClasses] ? answers : numbers) + asked
        + [("samples", grouped(count))]
      stage.show(
        .table(
          OutputTable(
            header: cells.map { $0.0 }, alignments: cells.map { _ in .right }, rows: [cells.map { $0.1 }])))
      if interval == nil, step[Key.hasClasses] {
        stage.show(
          .remark(
            "A 95 % interval is not given here: many of these samples are changed copies of others, and tell less than as "
              + "many different ones."))
      }
    },
    keras: { step, script in
      let (x, y) = (step.data[0], step.data[1])
      let network = KerasScript.identifier(step.network)
      let measure = step[loss] ?? .sparseCategoricalCrossentropy
      let metric = step[Key.hasClasses] ? "accuracy" : "mae"
      if script.losses[step.network] != measure {
        script.write("\(network).compile(loss=\"\(measure.rawValue)\", metrics=[\"\(metric)\"])")
        script.losses[step.network] = measure
      }
      let (loss, accuracy) = (script.variable("test_loss", of: step), script.variable("test_\(metric)", of: step))
      let size = step[batchSize] == 32 ? "" : ", batch_size=\(step[batchSize])"
      script.write("\(loss), \(accuracy) = \(network).evaluate(\(script.rows(x)), \(script.rows(y))\(size), verbose=0)")
      script.write("print(f\"loss {\(loss):.4f}, \(metric) {\(accuracy):.4f}\")")
      script.note("loss", of: step, loss, isVariable: true)
      script.note(metric, of: step, accuracy, isVariable: true)
      for value in ["r2", "rmse"] where script.wants(value, of: step) {
        script.use(.numpy)
        let off = "(\(script.rows(y)).ravel() - \(network).predict(\(script.rows(x)), verbose=0)[:, 0])"
        let square = "(\(off) ** 2).mean()"
        script.note(
          value, of: step, value == "r2" ? "1 - \(square) / \(script.rows(y)).var()" : "np.sqrt(\(square))")
      }
      let count = "len(\(script.rows(x)))"
      script.note("count", of: step, count)
      script.note("error", of: step, "1 - \(accuracy)")
      script.note("correct", of: step, "round(\(accuracy) * \(count))")
      script.note("wrong", of: step, "\(count) - round(\(accuracy) * \(count))")
      for (place, value) in ["accuracy_low", "accuracy_high"].enumerated() where script.wants(value, of: step) {
        script.use(.wilson)
        script.note(value, of: step, "wilson(\(accuracy), \(count))[\(place)]")
      }
      writeMeasures(step, &script)
    })

  /// What is asked for beside the loss and the accuracy.
  private static func writeMeasures(_ step: PlannedStep, _ script: inout KerasScript) {
    let (x, y) = (step.data[0], step.data[1])
    let asked = Set(step[measures])
    let wanted = [AskedMeasure.topFive, .absolute, .squared].filter { measure in
      guard asked.contains(measure) || script.wants(ValueName(step: step.id, key: measure.rawValue)) else {
        return false
      }
      // Of numbers, Keras itself gives it.
      if measure == .absolute, !step[Key.hasClasses] { return false }
      return measure != .topFive || step[Key.hasClasses] && step[hasFive]
    }
    guard !wanted.isEmpty else { return }
    script.use(.numpy, .keras)
    script.write("outputs = \(KerasScript.identifier(step.network)).predict(\(script.rows(x)), verbose=0)")
    for measure in wanted {
      let name = script.variable("test_\(measure.rawValue)", of: step)
      if measure != .topFive { script.use(.errors) }
      let code =
        switch measure {
        case .accuracy, .topFive: "np.mean(keras.ops.in_top_k(\(script.classRows(y)), outputs, 5))"
        case .absolute: "np.abs(errors(outputs, \(script.rows(y)))).mean()"
        case .squared: "(errors(outputs, \(script.rows(y))) ** 2).mean()"
        }
      script.write("\(name) = float(\(code))")
      script.write("print(f\"\(measure.rawValue) {\(name):.4f}\")")
      script.note(measure.rawValue, of: step, name, isVariable: true)
    }
  }

  /// Whether there are more than five classes: what the check finds out.
  private static let hasFive = Key.flag("has_five", standard: false, "")

  private static func lossOfFit(_ samples: JudgedSamples, _ checker: inout Checker) -> Loss? {
    let isOneHot = samples.yFact.shape.count == 2
    var loss = samples.network.loss ?? usualLoss(samples.network)
    // The labels decide between the two cross-entropies, which have the same value.
    if loss == .categoricalCrossentropy || loss == .sparseCategoricalCrossentropy {
      loss = isOneHot ? .categoricalCrossentropy : .sparseCategoricalCrossentropy
    } else if !isOneHot, samples.network.outputShape != [1] {
      return checker.refuse(
        Diagnostic(
          id: .wrongLoss, at: samples.y.range,
          "'\(loss.rawValue)' needs one-hot labels, but \(samples.y.text) holds whole numbers",
          notes: ["add 'one-hot \(samples.y.name)' before this step"]))
    }
    return samples.classesFit(&checker) ? loss : nil
  }

  /// Of a network whose weights come from a file: what its last layer is made for.
  private static func usualLoss(_ network: NetworkFact) -> Loss {
    switch network.layers.last?.activation {
    case .softmax: .categoricalCrossentropy
    case .sigmoid: .binaryCrossentropy
    default: network.outputShape == [1] ? .meanSquaredError : .categoricalCrossentropy
    }
  }
}

private enum AskedMeasure: String, Sendable {
  case accuracy
  case topFive = "top_5"
  case absolute = "mae"
  case squared = "mse"
}
