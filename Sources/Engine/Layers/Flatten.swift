internal import Arrays

extension LayerSpec {
  package static var flatten: LayerSpec { LayerSpec(.flatten) }
}

extension LayerKind {
  package static let flatten = LayerKind(
    name: "flatten", className: "Flatten", form: "flatten", summary: "makes one row of numbers of an image",
    page: .computed, keepsNumbers: true,
    outputShape: { _, input in [input.product] },
    pass: { .through($0) })
}
