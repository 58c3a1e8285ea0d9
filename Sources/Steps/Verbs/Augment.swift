import Text
import Datasets
import Arrays
import Lesson

extension Verb {
  private static let copies = Key<Int>.integer("copies", in: 1...20, standard: 1, "how many copies of each image")
  private static let shift = Key<Double>.number(
    "shift", in: Bounds(low: 0, high: 28), standard: 2, "the largest shift, in pixels",
    units: ["px", "pixel", "pixels"])
  private static let turn = Key<Double>.number(
    "rotate", aliases: ["rotation", "turn"], in: Bounds(low: 0, high: 180), standard: 10,
    "the largest turn, in degrees", units: ["°", "deg", "degree", "degrees"])
  private static let zoom = Key<Double>.number(
    "zoom", in: .belowOne, standard: 0.1, "the largest change of size; 0.1 is a tenth")

  static let augment = Verb(
    VerbDoc(
      "augment", forms: ["augment x, y"],
      summary: "adds shifted, turned and scaled copies of the images, and their labels", naming: .inPlace,
      keys: [copies.spec, shift.spec, turn.spec, zoom.spec], example: "augment x_train, y_train\n  rotate: 15"),
    keeping: Keeping(drawsNumbers: true, state: .whereSlow),
    memory: { step, stage in
      let arrays = step.operands.compactMap { stage.workspace.arrays[$0.name]?.array }
      // The copies stand for a moment beside what they are put into.
      let bytes = arrays.map { array in
        let isIndexed = if case .indexed = array.values { true } else { false }
        return [array.byteCount, isIndexed ? 4 : 1, Int64(2 * step[copies] + 1)].product
      }
      return MemoryUse(
        bytes: bytes.reduce(0) { sum($0, $1) }, advice: "write a smaller 'copies', or give it fewer samples")
    },
    check: { checker, step, keys in
      let changed = ChangedArrays(step, &checker)
      let arrays = changed.arrays
      guard changed.areAllThere else { return nil }
      guard arrays.count <= 2 else {
        return checker.refuse(
          Diagnostic(
            id: .tooManyOperands, at: arrays[2].operand.range,
            "'augment' takes images and their labels, no third array",
            hint: "write 'augment \(arrays[0].operand.name), \(arrays[1].operand.name)'"))
      }
      guard checker.sameLengths(arrays, verb: "augment"),
        checker.arePixels(arrays[0].operand, arrays[0].fact, "augment")
      else { return nil }
      let sample = arrays[0].fact.sampleShape
      guard sample.count == 2 || sample.count == 3 else {
        return checker.refuse(
          Diagnostic(
            id: .notAnImage, at: arrays[0].operand.range,
            "'augment' needs images, but '\(arrays[0].operand.name)' has shape \(shapeText(arrays[0].fact.shape))",
            hint: "move 'augment' above 'flatten'"))
      }
      for (operand, fact) in arrays {
        var fact = fact
        fact.shape[0] = fact.shape[0].map { [$0, keys[copies] + 1].product }
        checker.scope.update(operand.name, .array(fact))
      }
      return Checked(operands: arrays.map { $0.operand })
    },
    perform: { step, stage throws(Diagnostic) in
      let name = step.operands[0].name
      var images = try stage.workspace.variable(name, at: step.headline)
      let before = images.array.rowCount
      do throws(DataError) {
        images.array = try Augmentation.grow(
          images: images.array, copies: step[copies],
          limits: .init(shift: step[shift], rotate: step[turn], zoom: step[zoom]), seed: stage.seed,
          stream: step.stream)
      } catch { throw error.diagnostic(at: step.headline) }
      let after = images.array.rowCount
      images.hasCopies = true
      stage.workspace.arrays[name] = images
      if step.operands.count > 1 {
        let name = step.operands[1].name
        var labels = try stage.workspace.variable(name, at: step.headline)
        labels.array = Augmentation.repeated(labels: labels.array, copies: step[copies])
        stage.workspace.arrays[name] = labels
      }
      stage.show(.text("\(name): \(grouped(before)) samples → \(grouped(after))"))
    })
}
