import Engine
import Networks
import Lesson

extension Verb {
  /// The shape of one sample; the check works it out where it is not written. Empty where no data is ever seen.
  static let input = Key<[Int]?>.shape(
    "input", aliases: ["input_shape"], text: "that of the data it is first used on", "the shape of one sample")

  private static let mostLayers = 1000

  static let build = Verb(
    VerbDoc(
      "build", forms: ["build net"], summary: "the network's layers, one on each indented line", keys: [input.spec],
      example: "build network\n  conv2d 32 3x3 relu\n  maxpool 2x2\n  flatten\n  dense 10 softmax", takesLayers: true),
    keeping: Keeping(showsNames: false, drawsNumbers: true),
    memory: { step, _ in
      MemoryUse(
        bytes: Network.memoryNeed(layers: step.layers, inputShape: step[input] ?? []),
        advice: "use fewer units or filters")
    },
    check: { checker, step, keys in
      guard let name = checker.oneName(step, "network's name") else { return nil }
      let token = Token(kind: .word, text: name.name, range: name.range, isSpaced: true)
      guard !checker.isTaken(token), keys.isValid else { return nil }
      guard !keys.layers.isEmpty else {
        return checker.refuse(
          Diagnostic(
            id: .noLayers, at: step.headline, "'\(name.name)' has no layers",
            notes: ["write one layer on each indented line below, such as 'dense 10 softmax'"]))
      }
      guard keys.layers.count <= mostLayers else {
        return checker.refuse(
          Diagnostic(
            id: .tooLarge, at: keys.layerRanges[mostLayers],
            "'\(name.name)' has \(keys.layers.count) layers, and a network has at most \(mostLayers)"))
      }
      var network = NetworkFact(
        layers: keys.layers, layerRanges: keys.layerRanges, index: checker.planned.count)
      if let shape = keys[input] {
        let inference = ShapeInference(source: checker.source, network: network, origin: .input)
        do throws(Diagnostic) { network.outputShape = try inference.outputShape(from: shape) } catch {
          return checker.refuse(error)
        }
        network.inputShape = shape
      }
      BehindSoftmax.warn(of: network, &checker)
      checker.scope.define(name.name, .network(network), at: name.range)
      return Checked(operands: [name], layers: keys.layers)
    },
    perform: { step, stage throws(Diagnostic) in
      // Where no step uses it, the check has said so.
      guard let shape = step[input], !shape.isEmpty else { return }
      do throws(EngineError) {
        let network = try Network(
          layers: step.layers, inputShape: shape, seed: stage.seed, step: step.stream,
          device: stage.environment.device)
        stage.workspace.networks[step.network] = BuiltNetwork(network: network, stream: step.stream)
      } catch { throw diagnostic(error, at: step.headline, layerNames: LayerSpec.names(of: step.layers)) }
    },
    keras: { step, script in
      script.use(.keras)
      let shape = step[input] ?? []
      let lines = (shape.isEmpty ? [] : ["keras.Input(\(KerasScript.tuple(shape)))"]) + step.layers.map { $0.keras }
      script.write("\(KerasScript.identifier(step.network)) = keras.Sequential([")
      for line in lines { script.write("    \(line),") }
      script.write("])")
      script.networks[step.network] = step.layers
      script.losses[step.network] = nil
    })
}
