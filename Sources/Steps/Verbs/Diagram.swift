import Networks
import Engine
import Figures
import Lesson

extension Verb {
  static let diagram = Verb(
    VerbDoc("diagram", forms: ["diagram net"], summary: "the network drawn, with shapes", example: "diagram network"),
    isOfNetwork: true,
    check: { checker, step, _ in checker.onlyNetwork(step).map { Checked(operands: [$0]) } },
    perform: { step, stage throws(Diagnostic) in
      let network = try stage.workspace.network(step.network, at: step.headline).network
      stage.draw(.network(network.diagram), step, caption: "Layers and shapes of '\(step.network)'")
    })
}

extension Network {
  /// The network drawn; weights of small dense layers give the lines their strength.
  fileprivate var diagram: NetworkDiagram {
    let (weights, shapes) = (weights, shapes)
    return NetworkDiagram(
      inputShape: inputShape,
      layers: layers.indices.map { index in
        let kernel = weights.first { $0.name == "\(layerNames[index]).kernel" }
        let drawing = layers[index].kind.drawing
        let isDense = drawing == .neurons
        return NetworkDiagram.Layer(
          name: layerNames[index], text: layers[index].text, outputShape: shapes[index].output, isDense: isDense,
          isWord: drawing == .word,
          kernel: kernel.flatMap {
            isDense ? .init(rows: $0.shape[0], columns: $0.shape[1], values: $0.values) : nil
          })
      })
  }
}
