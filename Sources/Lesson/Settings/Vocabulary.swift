/// The words of the language: what the parser reads a lesson with. The verbs themselves stand in a module above this one.
package struct Vocabulary: Sendable {
  /// In the order of the reference.
  package let verbs: [VerbDoc]
  package let layers: [LayerDoc]
  private let verbsByName: [String: VerbDoc]
  private let layersByName: [String: LayerDoc]

  package init(verbs: [VerbDoc], layers: [LayerDoc]) {
    self.verbs = verbs
    self.layers = layers
    var verbsByName: [String: VerbDoc] = [:]
    for verb in verbs {
      for name in verb.names { verbsByName[Spelling.fold(name)] = verb }
    }
    self.verbsByName = verbsByName
    var layersByName: [String: LayerDoc] = [:]
    for layer in layers {
      for name in layer.names { layersByName[Spelling.fold(name)] = layer }
    }
    self.layersByName = layersByName
  }

  package func verb(named word: String) -> VerbDoc? { verbsByName[Spelling.fold(word)] }
  package func layer(named word: String) -> LayerDoc? { layersByName[Spelling.fold(word)] }
}
