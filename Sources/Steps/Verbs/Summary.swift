import Text
import Engine
import Lesson

extension Verb {
  static let summary = Verb(
    VerbDoc(
      "summary", aliases: ["summarise"], forms: ["summary net"],
      summary: "a table as Keras prints it: each layer, its output shape and its parameters, and totals",
      values: [ValueDoc("params", .integer, "all parameters"), ValueDoc("layers", .integer, "layers")],
      example: "summary network"),
    keeping: Keeping(showsNames: false),
    isOfNetwork: true,
    check: { checker, step, _ in checker.onlyNetwork(step).map { Checked(operands: [$0]) } },
    perform: { step, stage throws(Diagnostic) in
      let network = try stage.workspace.network(step.network, at: step.headline).network
      let (trainable, other) = network.parameterCounts
      stage.note(step, ["params": .integer(trainable + other), "layers": .integer(network.layers.count)])
      let shapes = network.shapes
      let rows = network.layers.indices.map { index -> [String] in
        let count = network.layers[index].parameterCount(for: shapes[index].input)
        return [
          "\(network.layerNames[index]) (\(network.layers[index].kind.className))",
          "(None, " + shapes[index].output.map { String($0) }.joined(separator: ", ") + ")",
          grouped(count.trainable + count.other),
        ]
      }
      stage.show(
        .table(
          OutputTable(
            header: ["Layer (type)", "Output Shape", "Param #"], alignments: [.left, .left, .right], rows: rows)))
      func line(_ name: String, _ count: Int) -> String { "\(name): \(grouped(count)) (\(byteText(Int64(count) * 4)))" }
      stage.show(lines: [
        line("Total params", trainable + other), line("Trainable params", trainable),
        line("Non-trainable params", other),
      ])
    },
    keras: { step, script in
      let network = KerasScript.identifier(step.network)
      script.write("\(network).summary()")
      script.note("params", of: step, "\(network).count_params()")
      script.note("layers", of: step, "len(\(network).layers)")
    })
}
