import Text
import Arrays
import Engine
import Networks
import Figures
import Lesson

extension Verb {
  private static let label = Key<Operand?>.operand(
    "label", aliases: ["labels"], "the true label, to compare with the answer")
  /// Samples whose probabilities are drawn as bars.
  private static let mostShown = 100

  static let predict = Verb(
    VerbDoc(
      "predict", forms: ["predict net on x[99]", "predict net on x as y_pred"],
      summary: "the probabilities as bars, and the answer; with 'as', the probabilities of all rows as an array",
      clauses: [.on], naming: .arrayOrShown, keys: [label.spec, Key.cmap.spec],
      values: [
        ValueDoc("answer", .className, "the class with the highest probability"),
        ValueDoc("certainty", .fraction, "that class's probability"),
        ValueDoc("label", .className, "the true class"),
        ValueDoc("count", .integer, "samples it was asked about"),
        ValueDoc("correct", .integer, "samples it got right"),
        ValueDoc("right", .truth, "whether its answer to one sample is the label: correctly or incorrectly, yes or no"),
      ],
      example: "predict network on x_test[99]\n  label: y_test[99]"),
    keeping: Keeping(state: .whereSlow),
    lacks: { value, step in
      let isOne = step.data.first?.isOneSample == true
      if !step.names.isEmpty { return "with 'as', a prediction makes an array and draws no answers" }
      if !isOne, ["answer", "certainty", "label", "right"].contains(value) {
        return "it is asked about several samples: pick one, as in x_test[0]"
      }
      if step[label] == nil, ["label", "correct", "right"].contains(value) {
        return "add 'label: \(isOne ? "y_test[0]" : "y_test")' to that step"
      }
      return nil
    },
    memory: { step, stage in
      guard let x = step.data.first, let network = stage.workspace.networks[step.network]?.network else { return .none }
      let rows = stage.workspace.arrays[x.name]?.array.rowCount ?? 0
      return MemoryUse(bytes: [Int64(rows), Int64((network.shapes.last?.output ?? []).product), 4].product)
    },
    check: { checker, step, keys in
      guard let on = step.clauses[.on] else {
        return checker.refuse(
          Diagnostic(
            id: .missingOn, at: step.headline, "'predict' needs a network and the data it works on",
            hint: "write 'predict network on x_test[0]'"))
      }
      let name = checker.oneName(step, "network")
      guard let data = checker.readOperands(on.tokens, of: step), let name else { return nil }
      guard data.count == 1 else {
        return checker.refuse(
          Diagnostic(
            id: .wrongOperandCount, at: data[1].range,
            "'predict' needs the samples only, without their labels", hint: "write 'on \(data[0].text)'",
            notes: ["the true label may stand below, as 'label: \(data[1].text)'"]))
      }
      let x = data[0]
      let labelFact = keys[label].flatMap { checker.fact(of: $0) }
      let fact = checker.fact(of: x)
      if fact == nil { _ = checker.network(name.name, at: name.place) }
      guard let fact, let network = NetworkUse(of: name, on: x, fact).check(&checker) else { return nil }
      if keys[label] != nil, labelFact == nil { return nil }
      if let trained = network.trained { OtherScale.warn(of: x, fact, unlike: trained, &checker) }
      guard step.clauses[.as] != nil else {
        if let count = fact.shape.first ?? nil, count > mostShown, !x.isOneSample {
          return checker.refuse(tooMany(x, "\(count)"))
        }
        if let label = keys[label], let labelFact,
          !LabelledSamples(labels: label, labelFact: labelFact, images: x, fact: fact, noun: "sample").fit(&checker)
        {
          return nil
        }
        return Checked(operands: [name], data: data)
      }
      guard let names = checker.newNames(step) else { return nil }
      guard names.count == 1 else {
        return checker.refuse(
          Diagnostic(id: .wrongNameCount, at: names[1].range, "'predict' makes one array, so it needs one name"))
      }
      let count = x.isOneSample ? 1 : fact.shape.first ?? nil
      let shape = [count] + (network.outputShape ?? []).map { Optional($0) }
      checker.scope.define(
        names[0].text,
        .array(ArrayFact(shape: shape, elementType: .float32, role: .probabilities, scale: .unknown)),
        at: names[0].range)
      return Checked(operands: [name], data: data, names: [names[0].text])
    },
    perform: { step, stage throws(Diagnostic) in try answer(step, &stage) },
    keras: { step, script in
      let (x, network) = (step.data[0], KerasScript.identifier(step.network))
      let outputs = step.names.first.map { KerasScript.identifier($0) } ?? script.variable("outputs", of: step)
      script.write("\(outputs) = \(network).predict(\(script.rows(x)), verbose=0)")
      guard step.names.isEmpty else { return script.write("print(\(outputs).shape, \(outputs).dtype)") }
      let truth = step[label].map { script.labels($0, beside: x) }
      let labels = truth.map { script.classRows($0) }
      if script.losses[step.network]?.measuresNumbers == true, script.networks[step.network]?.last?.count == 1 {
        script.write(
          "print(\"answers\", \(outputs)[:, 0]\(truth.map { ", \"truth\", \(script.rows($0))" } ?? ""))")
        return script.note("answer", of: step, "\(outputs)[0, 0]")
      }
      script.use(.showPredictions)
      script.write("show_predictions(\(script.rows(x)), \(outputs)\(labels.map { ", \($0)" } ?? ""))")
      script.note("answer", of: step, "\(outputs)[0].argmax()")
      script.note("certainty", of: step, "\(outputs)[0].max()")
      script.note("count", of: step, "len(\(outputs))")
      if let labels {
        script.note("label", of: step, "\(labels)[0]")
        script.note("correct", of: step, "(\(outputs).argmax(axis=1) == \(labels)).sum()")
      }
    })

  private static func tooMany(_ x: Operand, _ count: String) -> Diagnostic {
    Diagnostic(
      id: .tooManyToShow, at: x.range, "\(x.text) has \(count) samples, too many to show as bars",
      notes: ["choose some, as in '\(x.name)[0:12]', or keep all probabilities with 'as y_pred'"])
  }

  private static func answer(_ step: PlannedStep, _ stage: inout Stage) throws(Diagnostic) {
    let x = step.data[0]
    let given = try stage.workspace.answers(of: step.network, to: x)
    let outputs = given.outputs
    let names = stage.workspace.networks[step.network]?.classNames
    if let name = step.names.first {
      stage.workspace.arrays[name] = Variable(array: outputs, classNames: names, pixels: nil)
      return stage.show(.text("\(name): \(shapeText(outputs.shape)) \(outputs.elementType.rawValue)"))
    }
    let count = outputs.rowCount
    guard count > 0, outputs.elementsPerRow > 0 else {
      throw Diagnostic(id: .noSamples, at: x.range, "\(x.text) has no samples to predict")
    }
    guard count <= mostShown else { throw tooMany(x, grouped(count)) }
    if outputs.elementsPerRow == 1, !given.areShares {
      return try showNumbers(outputs, step, &stage)
    }
    guard given.areProbabilities else {
      return try showOutputs(outputs, step, &stage)
    }
    let probabilities = try given.classProbabilities
    let width = probabilities.elementsPerRow
    let images = try stage.workspace.resolveRows(x)
    Brightness.warn(of: images.array, x, step.network, &stage)
    let pictures = Images(rows: images.array, pixels: images.pixels)?.pictures
    let labels = try labels(of: step, stage.workspace)
    let values = probabilities.values.doubles
    let answers = classIndices(probabilities)
    let classNames = (0..<width).map { className($0, names ?? labels?.names) }
    let titles = try stage.workspace.titles(x, count: count)
    let rows = (0..<count).map { row in
      ProbabilityBars.Row(
        picture: pictures?[row], probabilities: Array(values[row * width..<(row + 1) * width]),
        label: labels.flatMap { row < $0.classes.count ? $0.classes[row] : nil },
        title: titles[row])
    }
    note(answers, labels: labels?.classes, classNames, certainty: .fraction(values[answers[0]]), step, &stage)
    stage.draw(
      .probabilities(ProbabilityBars(rows: rows, classNames: classNames, palette: step[Key.cmap].palette)), step,
      caption: "\(count == 1 ? "Answer" : "Answers") of '\(step.network)' to \(x.text)")
  }

  private static func labels(
    of step: PlannedStep, _ workspace: Workspace
  ) throws(Diagnostic) -> (classes: [Int], names: [String]?)? {
    guard let label = step[label] else { return nil }
    return try workspace.labels(label, alike: step.data[0])
  }

  /// - Parameter certainty: of the first answer, told where it is the only one.
  private static func note(
    _ answers: [Int], labels: [Int]?, _ classNames: [String], certainty: Value, _ step: PlannedStep,
    _ stage: inout Stage
  ) {
    stage.note(step, ["count": .integer(answers.count)])
    if let labels, labels.count >= answers.count {
      stage.note(step, ["correct": .integer(zip(labels, answers).count { $0 == $1 })])
    }
    guard answers.count == 1 else { return }
    stage.note(step, "answer", class: answers[0], classNames)
    stage.note(step, ["certainty": certainty])
    guard let label = labels?.first else { return }
    stage.note(step, "label", class: label, classNames)
    stage.note(step, ["right": .truth(label == answers[0])])
  }

  /// Outputs that are no probabilities, each sample's in a row, its largest named as the answer.
  private static func showOutputs(
    _ outputs: NDArray, _ step: PlannedStep, _ stage: inout Stage
  ) throws(Diagnostic) {
    let labels = try labels(of: step, stage.workspace)
    let width = outputs.elementsPerRow
    let names = stage.workspace.networks[step.network]?.classNames ?? labels?.names
    let classes = (0..<width).map { className($0, names) }
    let answers = largestPlaces(outputs)
    let values = outputs.values.doubles
    let count = outputs.rowCount
    note(answers, labels: labels?.classes, classes, certainty: .text("none"), step, &stage)
    let titles = try stage.workspace.titles(step.data[0], count: count)
    // One sample's outputs stand below one another; of several samples, only the largest fits.
    let table =
      count == 1
      ? OutputTable(
        header: ["output", titles[0]], alignments: [.left, .right],
        rows: classes.indices.map { [classes[$0] + ($0 == answers[0] ? " (answer)" : ""), decimal(values[$0], 4)] })
      : OutputTable(
        header: ["sample", "answer", "its output"] + (labels == nil ? [] : ["truth"]),
        alignments: [.left, .left, .right] + (labels == nil ? [] : [.left]),
        rows: answers.indices.map { row in
          [titles[row], classes[answers[row]], decimal(values[row * width + answers[row]], 4)]
            + (labels.map { [row < $0.classes.count ? className($0.classes[row], names) : ""] } ?? [])
        })
    stage.show(.table(table))
    stage.show(
      .remark(
        "These numbers are no probabilities, since the last layer ends without 'softmax'; the largest is the answer."))
  }

  /// The answers of a network that gives one number for each sample.
  private static func showNumbers(
    _ outputs: NDArray, _ step: PlannedStep, _ stage: inout Stage
  ) throws(Diagnostic) {
    let values = outputs.values.doubles
    var truth: [Double]?
    if let label = step[label] {
      truth = try stage.workspace.resolveRows(label, alike: step.data[0]).array.values.doubles
    }
    stage.note(step, ["count": .integer(values.count)])
    if values.count == 1 { stage.note(step, ["answer": .number(values[0]), "certainty": .text("none")]) }
    let titles = try stage.workspace.titles(step.data[0], count: values.count)
    stage.show(
      .table(
        OutputTable(
          header: ["sample", "answer"] + (truth == nil ? [] : ["truth"]),
          alignments: [.left, .right] + (truth == nil ? [] : [.right]),
          rows: values.indices.map { row in
            [titles[row], decimal(values[row], 4)]
              + (truth.map { [row < $0.count ? decimal($0[row], 4) : ""] } ?? [])
          })))
  }
}
