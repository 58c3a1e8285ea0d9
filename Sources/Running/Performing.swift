import Datasets
import Engine
import Figures
import Planning
import Text

extension Runner {
  /// Runs one step; what it shows is appended to `outputs` as it comes, so that a failing step keeps what it had.
  mutating func perform(_ step: PlannedStep, into outputs: inout [Output]) throws(Diagnostic) {
    switch step.action {
    case .loadDataset(let load): try loadDataset(load, step)
    case .loadFile(let load): try loadFile(load, step, into: &outputs)
    case .shape(let operands):
      var lines: [String] = []
      for operand in operands {
        let array = try workspace.resolve(operand).array
        let name = operands.count > 1 ? operand.text + ": " : ""
        lines.append(name + "\(shapeText(array.shape)) \(array.elementType.rawValue)")
        if lines.count == 1 { note(step, ["shape": .text(shapeText(array.shape))]) }
      }
      outputs.append(.text(lines.joined(separator: "\n")))
    case .print(let operands, let precision, let threshold):
      for operand in operands {
        let array = try workspace.resolve(operand).array
        outputs.append(.text(ArrayText.describe(array, precision: precision, threshold: threshold)))
      }
      if let first = operands.first {
        let (low, high) = extremes(try workspace.resolve(first).array.values)
        note(step, ["minimum": .number(low), "maximum": .number(high)])
      }
    case .show(let show):
      let figure = try workspace.imageGrid(show)
      if case .images(let grid) = figure, grid.cells.count == 1 {
        let picture = grid.cells[0].picture
        send(.picture(height: picture.height, width: picture.width, values: picture.values))
      }
      outputs.append(try draw(figure, step, caption: show.caption ?? show.usualCaption))
    case .histogram(let operand, let caption):
      let (figure, counts) = try workspace.histogram(operand)
      note(step, ["smallest": .integer(counts.min() ?? 0), "largest": .integer(counts.max() ?? 0)])
      outputs.append(try draw(figure, step, caption: caption ?? "How often each label stands in \(operand.text)"))
    case .flatten(let names):
      outputs += try workspace.reshape(names) { [$0.rowCount, $0.elementsPerRow] }
    case .reshape(let names, let shape): outputs += try workspace.reshape(names) { _ in shape }
    case .normalise(let names, let low, let high): outputs += try workspace.normalise(names, low: low, high: high)
    case .standardise(let names): outputs += try workspace.standardise(names)
    case .invert(let names): outputs += try workspace.invert(names)
    case .oneHot(let labels, let into, let classes):
      outputs += try workspace.oneHot(labels: labels, into: into, classes: classes)
    case .split(let split): outputs += try workspace.split(split)
    case .shuffle(let names): outputs += try shuffle(names, step)
    case .augment(let augment): outputs += try self.augment(augment, step)
    case .build(let build): try self.build(build, step)
    case .summary(let name):
      let network = try workspace.network(name, at: step.headline).network
      let (trainable, other) = network.parameterCounts
      note(step, ["params": .integer(trainable + other), "layers": .integer(network.layers.count)])
      outputs += network.summaryOutputs
    case .diagram(let name):
      let network = try workspace.network(name, at: step.headline).network
      outputs.append(try draw(.network(network.diagram), step, caption: "Layers and shapes of '\(name)'"))
    case .fit(let fit): try self.fit(fit, step, into: &outputs)
    case .plotFit(let id): outputs.append(try plot(id, step))
    case .evaluate(let name, let x, let y, let loss, let batchSize):
      outputs += try evaluate(name, x, y, loss: loss, batchSize: batchSize, step)
    case .predict(let predict): outputs += try self.predict(predict, step)
    case .argmax(let operand, let into):
      let source = try workspace.resolveRows(operand)
      let classes = largestPlaces(source.array)
      workspace.arrays[into] = Variable(
        array: NDArray(shape: [classes.count], values: .int64(classes.map(Int64.init))),
        classNames: source.classNames, pixels: nil)
      outputs.append(.text("\(into): \(shapeText([classes.count])) int64"))
    case .confusionMatrix(let judged, let normalise):
      outputs += try confusionMatrix(judged, normalise: normalise, step)
    case .classificationReport(let judged):
      let judgement = try workspace.judge(judged)
      let means = judgement.means
      note(
        step,
        [
          "accuracy": .fraction(judgement.accuracy), "precision": .fraction(means.precision),
          "recall": .fraction(means.recall), "f1": .fraction(means.f1),
        ])
      outputs.append(.table(judgement.report))
    case .mistakes(let name, let x, let y, let count):
      outputs += try mistakes(name, x, y, count: count, step)
    case .weights(let name, let layer): outputs += try weights(name, layer: layer, step)
    case .save(let name, let file): outputs.append(try save(name, file, step))
    case .restore(let name, let file, let range): outputs.append(try restore(name, file, at: range))
    case .expect(let value, let comparison, let number, let text):
      outputs.append(try expect(value, comparison, number, text, step))
    }
  }

  private mutating func shuffle(_ names: [String], _ step: PlannedStep) throws(Diagnostic) -> [Output] {
    guard let first = names.first else { return [] }
    let count = try workspace.variable(first, at: step.headline).array.rowCount
    let random = RandomStream(seed: plan.frontMatter.seed, purpose: .shuffle, step: step.stream)
    try workspace.reorder(names, random.permutation(count).map(Int.init))
    return [.text(names.joined(separator: ", ") + ": \(grouped(count)) samples in a new order")]
  }

  private mutating func expect(
    _ name: ValueName, _ comparison: Comparison, _ wanted: Double, _ text: String, _ step: PlannedStep
  ) throws(Diagnostic) -> Output {
    let found: Double
    switch workspace.values[name] {
    case .fraction(let number), .number(let number): found = number
    case .integer(let number): found = Double(number)
    case .text(let words):
      guard let number = workspace.classNumbers[name] else {
        throw Diagnostic(id: "not-a-number", at: step.headline, "\(name.step).\(name.key) is '\(words)', no number")
      }
      found = Double(number)
    case nil:
      throw Diagnostic(id: "no-value", at: step.headline, "\(name.step).\(name.key) has no value in this run")
    }
    let holds =
      switch comparison {
      case .atLeast: found >= wanted
      case .atMost: found <= wanted
      case .above: found > wanted
      case .below: found < wanted
      case .equal: found == wanted
      case .notEqual: found != wanted
      }
    let shown = shortest(found)
    guard holds else {
      throw Diagnostic(
        id: Runner.unmetExpectation, at: step.headline, "expected \(text), but \(name.step).\(name.key) is \(shown)",
        notes: ["if you changed the lesson on purpose, write into this step what you expect of it now"])
    }
    return .sentence(comparison == .equal ? "As expected: \(text)." : "As expected: \(text) (it is \(shown)).")
  }
}
