import Networks
import Engine
import Figures
import Lesson

extension Verb {
  static let diagram = Verb(
    VerbDoc(
      "diagram", forms: ["diagram net"],
      summary: "the network drawn, with shapes; after training, lines show the weights", example: "diagram network"),
    isOfNetwork: true,
    check: { checker, step, _ in checker.onlyNetwork(step).map { Checked(operands: [$0]) } },
    perform: { step, stage throws(Diagnostic) in
      let built = try stage.workspace.network(step.network, at: step.headline)
      stage.draw(
        .network(drawing(of: built)), step,
        caption: "Layers and shapes of '\(step.network)'")
    },
    keras: { step, script in
      let network = KerasScript.identifier(step.network)
      script.write("print(\"input\", \(network).input_shape[1:])")
      script.write("for layer in \(network).layers:")
      script.write("    print(\"->\", layer.name, layer.output.shape[1:])")
    })

  /// The network drawn; weights of small dense layers give the lines their strength, once they have learnt something.
  private static func drawing(of built: BuiltNetwork) -> NetworkDiagram {
    let network = built.network
    let (layers, shapes) = (network.layers, network.shapes)
    let weights = built.isTrained ? network.weights : []
    let outputs = network.outputShapes.last?.count == 1 ? network.outputShapes.last?.first ?? 1 : 1
    return NetworkDiagram(
      inputShape: network.inputShape,
      layers: layers.indices.map { index in
        let kernel = weights.first { $0.name == "\(network.layerNames[index]).kernel" }
        let drawing = layers[index].kind.drawing
        let isDense = drawing == .neurons
        return NetworkDiagram.Layer(
          name: network.layerNames[index], text: layers[index].text, outputShape: shapes[index].output,
          isDense: isDense,
          isWord: drawing == .word,
          kernel: kernel.flatMap {
            isDense ? .init(rows: $0.shape[0], columns: $0.shape[1], values: $0.values) : nil
          })
      },
      // A lone output stands for no class of its own, and a number for none at all.
      outputNames: outputs > 1 && [.softmax, .sigmoid].contains(layers.last?.activation)
        ? (0..<outputs).map { className($0, built.classNames) } : [])
  }
}
