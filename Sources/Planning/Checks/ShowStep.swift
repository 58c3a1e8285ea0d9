import Engine
import Markdown
import Text

extension Checker {
  mutating func show(_ step: StepSyntax, _ keys: Keys) -> Action? {
    guard let operands = readOperands(step.operands, of: step) else { return nil }
    guard operands.count == 1 else {
      report(
        Diagnostic(
          id: "too-many-operands", at: operands[1].range, "'show' takes one array of images",
          hint: "give \(operands[1].text) a 'show' of its own"))
      return nil
    }
    let images = operands[0]
    let fact = fact(of: images)
    let labels = keys.operand("labels")
    let labelFact = labels.flatMap { self.fact(of: $0) }
    guard let fact else { return nil }
    guard isImage(fact, images) else { return nil }
    if let labels, let place = keys.entries["labels"]?.place {
      guard let labelFact, fits(labels, labelFact, images, fact, place) else { return nil }
    }
    let word = keys.word("cmap").flatMap(ColourMap.init) ?? .greys
    let count = keys.entries["count"] == nil ? nil : keys.integer("count")
    if count == nil, case .slice = images.selection, let length = fact.shape.first.flatMap(\.self),
      length > Show.mostOfSlice
    {
      report(
        Diagnostic(
          .warning, id: "too-many-images", at: images.range,
          "only the first \(Show.mostOfSlice) of these \(length) images are shown",
          hint: "set 'count: \(min(length, 400))' below to see \(length > 400 ? "more" : "all")"))
    }
    return .show(
      Show(
        images: images, colourMap: word, labels: labels, count: count,
        perRow: keys.integer("per_row") ?? 6, caption: keys.caption))
  }

  /// Images are (h, w), (h, w, 1) or a row whose length is a square; one of them, or several.
  private mutating func isImage(_ fact: ArrayFact, _ operand: Operand) -> Bool {
    let sample = (operand.isOneSample ? fact.shape[...] : fact.shape.dropFirst()).map { $0 ?? 0 }
    let isSquare = sample.count == 1 && Self.side(of: sample[0]) != nil
    if sample.count == 2 || (sample.count == 3 && [1, 3].contains(sample[2])) || isSquare { return true }
    // A single image that was read from a file: (h, w).
    let isWhole = !operand.isOneSample && fact.shape.count == 2 && operand.selection == .all
    if isWhole, fact.shape[0] == fact.shape[1] || fact.elementType == .uint8 || fact.shape.contains(nil) { return true }
    var notes = fact.shape.count <= 1 ? ["'print \(operand.text)' writes its values"] : []
    if isWhole {
      notes = ["if it is one image, write 'reshape \(operand.name) to \(shapeText([1] + fact.shape))' before this step"]
    }
    report(
      Diagnostic(
        id: "not-an-image", at: operand.range,
        "'show' draws images, but \(operand.text) has shape \(shapeText(fact.shape))", notes: notes))
    return false
  }

  /// 28 for 784; nil where the number is no square, or too small for a picture.
  static func side(of count: Int) -> Int? {
    let side = Int(Double(count).squareRoot().rounded())
    return side > 1 && side * side == count ? side : nil
  }

  /// Whether there is a label for each image or other sample that is picked.
  mutating func fits(
    _ labels: Operand, _ labelFact: ArrayFact, _ images: Operand, _ fact: ArrayFact, _ place: Place,
    noun: String = "image"
  ) -> Bool {
    guard labels.selection == .all, images.selection != .all else {
      let known = labels.isOneSample ? 1 : labelFact.shape.first ?? nil
      guard let count = fact.shape.first ?? nil, let labelCount = known else { return true }
      if images.isOneSample || count == labelCount { return true }
      report(
        Diagnostic(
          id: "different-lengths", at: place,
          "\(images.text) has \(Words.count(count, noun)), but \(labels.text) has \(Words.count(labelCount, "label"))",
          notes: ["use the labels that belong to \(images.text)"]))
      return false
    }
    // The labels of the whole array: the same ones are picked from it.
    guard case .array(let whole) = scope.entries[images.name], let count = whole.shape.first ?? nil,
      let labelCount = labelFact.shape.first ?? nil, count != labelCount, fact.shape.first ?? nil != labelCount
    else { return true }
    report(
      Diagnostic(
        id: "different-lengths", at: place,
        "'\(images.name)' has \(Words.count(count, noun)), but '\(labels.name)' has \(Words.count(labelCount, "label"))",
        notes: ["use the labels that belong to '\(images.name)'"]))
    return false
  }
}
