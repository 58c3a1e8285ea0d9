import Engine
import Lesson

extension Verb {
  private static let file = Key<String?>.text("file", "")

  static let restore = Verb(
    VerbDoc(
      "restore", forms: ["restore net from \"file\""],
      summary:
        "reads the network's weights from a .safetensors or .npz file, one that Keras' or NumPy's users made too",
      fileClause: .from, example: "restore network from \"digits.safetensors\""),
    keeping: .none, isOfNetwork: true,
    effects: { step in
      Effects(reads: [.file(step[file] ?? ""), .example(step.network)], changes: [.network(step.network)])
    },
    check: { checker, step, _ in
      if checker.lacksWord(.from, step) { return nil }
      guard let name = checker.oneName(step, "network") else { return nil }
      let network = checker.network(name.name, at: name.place)
      guard let token = checker.file(step, .from), let network,
        WeightsFile(name: token.text, place: Place(range: token.range)).fits(network, &checker)
      else { return nil }
      return Checked(operands: [name], settings: [file.name: .text(token.text)], file: token.range)
    },
    perform: { step, stage throws(Diagnostic) in
      let (name, place) = (step[file] ?? "", step.places.file ?? step.headline)
      let built = try stage.workspace.network(step.network, at: place)
      try stage.read(weights: name, into: built.network, at: place)
      stage.workspace.networks[step.network]?.isTrained = true
      if built.sample != nil { stage.workspace.lastTrained = step.network }
      stage.show(.sentence("Restored \(built.network.weights.count) weight tensors from \(name)."))
    },
    keras: { step, script in
      let (name, network) = (step[file] ?? "", KerasScript.identifier(step.network))
      if script.saved.contains(name) {
        return script.write("\(network).load_weights(\(KerasScript.weightsFile(name)))")
      }
      if WeightsFile.isPacked(name) {
        script.use(.numpy)
        script.write("with np.load(\(KerasScript.quoted(name))) as file:")
        return script.write("    \(network).set_weights([file[name] for name in file.files])")
      }
      script.use(.loadSafetensors)
      script.write("load_safetensors(\(network), \(KerasScript.quoted(name)))")
    })
}
