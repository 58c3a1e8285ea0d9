internal import Arrays

extension LayerSpec {
  package static var flatten: LayerSpec { LayerSpec(.flatten) }
}

extension LayerKind {
  package static let flatten = LayerKind(
    name: "flatten", className: "Flatten", form: "flatten", summary: "makes one row of numbers of an image",
    page: .computed, keepsNumbers: true,
    outputShape: { _, input in [input.product] },
    onnx: { _, model in
      model.arrange(channelsFirst: false)
      model.node("Flatten", attributes: [("axis", .integer(1))])
    },
    pass: { .through($0) })
}
