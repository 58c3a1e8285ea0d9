package struct LoadDataset: Sendable {
  package enum Name: String, Sendable, CaseIterable { case mnist, fashionMNIST = "fashion-mnist" }
  package var dataset: Name
  /// Training images, training labels, test images, test labels.
  package var names: [String]
  package var train: Int?
  package var test: Int?
  package init(dataset: Name, names: [String], train: Int?, test: Int?) {
    self.dataset = dataset
    self.names = names
    self.train = train
    self.test = test
  }
}

package struct LoadFile: Sendable {
  /// As written in the lesson.
  package var file: String
  package var fileRange: Range<Int>
  package var names: [String]
  /// Whether to cut out, centre and scale a photographed digit.
  package var isDigit: Bool
  /// Which column of a table holds the labels: the second name's array.
  package enum LabelColumn: String, Sendable { case first, last }
  package var labels: LabelColumn?
  package init(file: String, fileRange: Range<Int>, names: [String], isDigit: Bool, labels: LabelColumn? = nil) {
    self.labels = labels
    self.file = file
    self.fileRange = fileRange
    self.names = names
    self.isDigit = isDigit
  }

  /// Which of a file's arrays each of `names` stands for: the one that is called so in a `.npz` that has all of the
  /// names, else the one in its place. nil where some of the names are the file's and stand in another's place.
  package static func places(of names: [String], among inside: [String?]) -> [Int]? {
    let found = names.map { inside.firstIndex(of: $0) }
    if !found.contains(nil) { return found.compactMap(\.self) }
    return found.enumerated().allSatisfy { $0.element ?? $0.offset == $0.offset } ? Array(names.indices) : nil
  }
}

package enum ColourMap: String, Sendable, CaseIterable { case greys, gray, viridis }

package struct Show: Sendable {
  /// Images of a slice that are shown where the lesson gives no count.
  package static let mostOfSlice = 100
  package var images: Operand
  package var colourMap: ColourMap
  package var labels: Operand?
  /// The most that are shown; nil where the lesson leaves it open.
  package var count: Int?
  package var perRow: Int
  package var caption: String?
  package init(images: Operand, colourMap: ColourMap, labels: Operand?, count: Int?, perRow: Int, caption: String?) {
    self.images = images
    self.colourMap = colourMap
    self.labels = labels
    self.count = count
    self.perRow = perRow
    self.caption = caption
  }
}

/// A count or a share of the samples.
package enum Amount: Sendable, Equatable { case count(Int), fraction(Double) }

package struct Split: Sendable {
  package enum End: Sendable { case first, last }
  package var arrays: [String]
  package var into: [String]
  package var end: End
  package var amount: Amount
  package init(arrays: [String], into: [String], end: End, amount: Amount) {
    self.arrays = arrays
    self.into = into
    self.end = end
    self.amount = amount
  }
}

package struct Augment: Sendable {
  package var images: String
  package var labels: String?
  package var copies: Int
  /// Largest shift in pixels, turn in degrees, zoom as a fraction.
  package var shift: Double
  package var rotate: Double
  package var zoom: Double
  package init(images: String, labels: String?, copies: Int, shift: Double, rotate: Double, zoom: Double) {
    self.images = images
    self.labels = labels
    self.copies = copies
    self.shift = shift
    self.rotate = rotate
    self.zoom = zoom
  }
}
