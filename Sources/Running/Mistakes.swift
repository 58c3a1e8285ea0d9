import Engine
import Figures
import Planning
import Text

/// Steps that show where a network is wrong.
extension Runner {
  mutating func confusionMatrix(_ judged: Judged, normalise: Bool, _ step: PlannedStep) throws(Diagnostic) -> [Output] {
    let judgement = try workspace.judge(judged)
    note(step, ["accuracy": .fraction(judgement.accuracy)])
    if let worst = judgement.mostConfused {
      note(step, "most_confused", class: worst.truth, judgement.classNames)
      note(step, "confused_with", class: worst.predicted, judgement.classNames)
      note(step, ["confusions": .integer(worst.count)])
    } else {
      note(step, ["most_confused": .text("none"), "confused_with": .text("none"), "confusions": .integer(0)])
    }
    return [
      try draw(
        .confusion(
          ConfusionFigure(counts: judgement.counts, classNames: judgement.classNames, isNormalised: normalise)), step,
        caption: judged.caption)
    ]
  }

  mutating func mistakes(
    _ name: String, _ x: Operand, _ y: Operand, count: Int, _ step: PlannedStep
  ) throws(Diagnostic) -> [Output] {
    let probabilities = try workspace.classProbabilities(workspace.predictRows(name, x), of: name, x)
    let answers = classIndices(probabilities)
    let labels = try workspace.labels(y, alike: x)
    try workspace.sameCount(answers.count, labels.classes.count, x, y)
    let width = probabilities.elementsPerRow
    let values = probabilities.values.doubles
    func certainty(_ row: Int) -> Double { values[row * width + answers[row]] }
    let wrong = answers.indices.filter { answers[$0] != labels.classes[$0] }
    // Ties keep the samples' order, so that the figure is the same everywhere.
    let surest = wrong.sorted { (certainty($1), $0) < (certainty($0), $1) }.prefix(count)
    note(step, ["wrong": .integer(wrong.count), "count": .integer(answers.count)])
    guard !surest.isEmpty else {
      return [.sentence("The network got none of the \(grouped(answers.count)) samples wrong.")]
    }
    let images = try workspace.resolveRows(x)
    let names = labels.names ?? workspace.networks[name]?.classNames
    let isSure = try workspace.givesProbabilities(name, x)
    let rows = try titles(x, count: answers.count)
    func answer(_ row: Int) -> (class: String, certainty: String, truth: String) {
      let certainty = isSure ? percent(certainty(row), 0) : decimal(certainty(row), 2)
      return (className(answers[row], names), certainty, className(labels.classes[row], names))
    }
    let stack = ImageStack(rows: images.array.rows(at: Array(surest)), pixels: images.pixels)
    let sentence = Output.sentence(
      "\(grouped(wrong.count)) of \(grouped(answers.count)) \(stack == nil ? "samples" : "images") were classified wrongly; "
        + "\(surest.count == 1 ? "this is the one" : "these are the \(surest.count)") on which the network was surest.")
    guard let stack else {
      let table = OutputTable(
        header: ["sample", "answer", isSure ? "probability" : "output", "truth"],
        alignments: [.left, .left, .right, .left],
        rows: surest.map { row in
          let answer = answer(row)
          return [rows[row], answer.class, answer.certainty, answer.truth]
        })
      return [sentence, .table(table)]
    }
    let cells = zip(stack.pictures, surest).map { picture, row in
      let answer = answer(row)
      return ImageGrid.Cell(
        picture: picture, label: "\(answer.class), \(answer.certainty)", remark: "truth \(answer.truth)",
        name: rows[row], isWrong: true)
    }
    return [
      sentence,
      try draw(
        .images(ImageGrid(cells: cells, perRow: 6, palette: .greys, subject: "mistakes on \(x.text)")), step,
        caption: "Wrong answers of '\(name)' on \(x.text), the surest first"),
    ]
  }
}

extension Judged {
  fileprivate var caption: String {
    switch self {
    case .network(let name, let x, _): "Confusion matrix of '\(name)' on \(x.text)"
    case .classes(let predicted, let truth): "Confusion matrix of \(predicted.text) and \(truth.text)"
    }
  }
}
