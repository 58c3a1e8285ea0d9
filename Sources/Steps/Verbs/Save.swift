import Text
import Datasets
import Engine
import Lesson
import Networks

extension Verb {
  private static let file = Key<String?>.text("file", "")

  static let save = Verb(
    VerbDoc(
      "save", forms: ["save net to \"file\""],
      summary:
        "writes the network's weights as a .safetensors or .npz file, or the whole network as an .onnx file, into the "
        + "report's folder, over an earlier one",
      fileClause: .to, example: "save network to \"digits.safetensors\""),
    keeping: .none, isOfNetwork: true,
    effects: { step in Effects(makes: [.file(step[file] ?? "")]) },
    check: { checker, step, _ in
      if checker.lacksWord(.to, step) { return nil }
      guard let name = checker.oneName(step, "network") else { return nil }
      let network = checker.network(name.name, at: name.place)
      guard let token = checker.file(step, .to), network != nil else { return nil }
      guard !token.text.contains("/"), !token.text.hasPrefix(".") else {
        return checker.refuse(
          Diagnostic(
            id: .badFileName, at: token.range, "'\(token.text)' is no file name to save under",
            notes: ["it is written into the report's folder, so give a name alone, such as \"network.safetensors\""]))
      }
      // A file of another kind is never replaced.
      guard isONNX(token.text) || WeightsFile.isPacked(token.text) || token.text.lowercased().hasSuffix(".safetensors")
      else {
        let stem = token.text.prefix { $0 != "." }.filter { !$0.isWhitespace }
        return checker.refuse(
          Diagnostic(
            id: .badFileName, at: token.range,
            "a network is saved as a .safetensors file, or for other programs as an .npz or .onnx file",
            hint: "write \"\(stem.isEmpty ? "network" : stem).safetensors\""))
      }
      return Checked(operands: [name], settings: [file.name: .text(token.text)])
    },
    perform: { step, stage throws(Diagnostic) in
      let name = step[file] ?? ""
      let built = try stage.workspace.network(step.network, at: step.headline)
      let network = built.network
      let weights = network.weights
      if isONNX(name) {
        let bytes = ONNXModel.encode(layers: network.layers, inputShape: network.inputShape, weights: weights)
        try stage.save(bytes, as: name, step)
        return stage.show(
          .sentence(
            "Saved '\(step.network)' with its \(Words.count(network.layers.count, "layer")) (\(byteText(bytes.count))) to \(name)."
          ))
      }
      let bytes =
        WeightsFile.isPacked(name)
        ? NPZArrays.encode(weights.map { ($0.name, $0.shape, $0.values) })
        : Safetensors.encode(weights, notes: [(SavedNetwork.key, SavedNetwork(built).text)])
      try stage.save(bytes, as: name, step)
      stage.show(.sentence("Saved \(weights.count) weight tensors (\(byteText(bytes.count))) to \(name)."))
    },
    keras: { step, script in
      let name = step[file] ?? ""
      if isONNX(name) {
        let file = KerasScript.quoted(name)
        return script.write("\(KerasScript.identifier(step.network)).export(\(file), format=\"onnx\")")
      }
      if WeightsFile.isPacked(name) {
        script.use(.numpy)
        return script.write(
          "np.savez(\(KerasScript.quoted(name)), *\(KerasScript.identifier(step.network)).get_weights())")
      }
      script.saved.insert(name)
      script.write("\(KerasScript.identifier(step.network)).save_weights(\(KerasScript.weightsFile(name)))")
    })

  private static func isONNX(_ name: String) -> Bool { name.lowercased().hasSuffix(".onnx") }
}
