import Text
import Arrays
import Figures
import Lesson

extension Verb {
  private static let count = Key<Int>.integer("count", in: 1...400, standard: 12, "how many images at most")

  static let mistakes = Verb(
    VerbDoc(
      "mistakes", aliases: ["errors"], forms: ["mistakes net on x, y"],
      summary: "the images the network got wrong, surest first", clauses: [.on], keys: [count.spec, Key.cmap.spec],
      values: [ValueDoc("wrong", .integer, "samples it got wrong"), ValueDoc("count", .integer, "samples")],
      example: "mistakes network on x_test, y_test"),
    check: { checker, step, _ in
      guard let samples = JudgedSamples(step, &checker) else { return nil }
      samples.warnOfScale(&checker)
      guard samples.classesFit(&checker) else { return nil }
      return Checked(operands: [samples.name], data: [samples.x, samples.y])
    },
    perform: { step, stage throws(Diagnostic) in
      let (x, y) = (step.data[0], step.data[1])
      let given = try stage.workspace.answers(of: step.network, to: x)
      let workspace = stage.workspace
      let probabilities = try given.classProbabilities
      let answers = classIndices(probabilities)
      let labels = try workspace.labels(y, alike: x)
      try sameCount(answers.count, labels.classes.count, x, y)
      let width = probabilities.elementsPerRow
      let values = probabilities.values.doubles
      func certainty(_ row: Int) -> Double { values[row * width + answers[row]] }
      let wrong = answers.indices.filter { answers[$0] != labels.classes[$0] }
      // Ties keep the samples' order, so that the figure is the same everywhere.
      let surest = wrong.sorted { (certainty($1), $0) < (certainty($0), $1) }.prefix(step[count])
      stage.note(step, ["wrong": .integer(wrong.count), "count": .integer(answers.count)])
      guard !surest.isEmpty else {
        return stage.show(.sentence("The network got none of the \(grouped(answers.count)) samples wrong."))
      }
      let images = try workspace.resolveRows(x)
      Brightness.warn(of: images.array, x, step.network, &stage)
      let names = labels.names ?? workspace.networks[step.network]?.classNames
      let isSure = given.areProbabilities
      let rows = try workspace.titles(x, count: answers.count)
      func answer(_ row: Int) -> (class: String, certainty: String, truth: String) {
        let certainty = isSure ? percent(certainty(row), 0) : decimal(certainty(row), 2)
        return (className(answers[row], names), certainty, className(labels.classes[row], names))
      }
      let pictures = Images(rows: images.array.rows(at: Array(surest)), pixels: images.pixels)?.pictures
      stage.show(
        .sentence(
          "\(grouped(wrong.count)) of \(grouped(answers.count)) \(pictures == nil ? "samples" : "images") were classified wrongly; "
            + "\(surest.count == 1 ? "this is the one" : "these are the \(surest.count)") on which the network was surest."
        ))
      guard let pictures else {
        return stage.show(
          .table(
            OutputTable(
              header: ["sample", "answer", isSure ? "probability" : "output", "truth"],
              alignments: [.left, .left, .right, .left],
              rows: surest.map { row in
                let answer = answer(row)
                return [rows[row], answer.class, answer.certainty, answer.truth]
              })))
      }
      let cells = zip(pictures, surest).map { picture, row in
        let answer = answer(row)
        return ImageGrid.Cell(
          picture: picture, label: "\(answer.class), \(answer.certainty)", remark: "truth \(answer.truth)",
          name: rows[row], isWrong: true)
      }
      stage.draw(
        .images(
          ImageGrid(cells: cells, perRow: 6, palette: step[Key.cmap].palette, subject: "mistakes on \(x.text)")), step,
        caption: cells.count == 1
          ? "A wrong answer of '\(step.network)' on \(x.text)"
          : "Wrong answers of '\(step.network)' on \(x.text), the surest first")
    },
    keras: { step, script in
      let (x, y) = (step.data[0], step.data[1])
      let network = KerasScript.identifier(step.network)
      let (outputs, wrong) = (script.variable("outputs", of: step), script.variable("wrong", of: step))
      script.use(.numpy)
      script.use(.showImages)
      script.write("\(outputs) = \(network).predict(\(script.rows(x)), verbose=0)")
      script.write("if \(outputs).shape[1] == 1:\n    \(outputs) = np.hstack([1 - \(outputs), \(outputs)])")
      script.write("\(wrong) = np.flatnonzero(\(outputs).argmax(axis=1) != \(script.classRows(y)))")
      script.write("print(len(\(wrong)), \"of\", len(\(outputs)), \"are wrong\")")
      script.write("surest = \(wrong)[np.argsort(-\(outputs)[\(wrong)].max(axis=1))][:\(step[count])]")
      let titles = "[f\"{o.argmax()}, truth {t}\" for o, t in zip(\(outputs)[surest], \(script.classRows(y))[surest])]"
      script.write("if len(surest) > 0:")
      script.write("    titles = \(titles)\n    show_images(\(script.rows(x))[surest], titles)")
      script.note("wrong", of: step, "len(\(wrong))")
      script.note("count", of: step, "len(\(outputs))")
    })
}
