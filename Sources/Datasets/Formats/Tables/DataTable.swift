package import Arrays

extension DataFormat {
  static let table = DataFormat(
    name: "text files of numbers", endings: [], isCheckedWhole: true,
    likelihood: { start in
      let isUTF16 = start.starts(with: [0xff, 0xfe]) || start.starts(with: [0xfe, 0xff])
      let isText = isUTF16 || !start.contains { $0 < 9 || (14..<32).contains($0) }
      return isText ? .possible : .none
    },
    describe: { _ throws(DataError) in nil },
    read: { stream throws(DataError) in
      try TableReader.read(&stream, TableChoice()).parts.map { (name: nil, array: $0.array) }
    })
}

/// What a lesson wants of a table.
package struct TableChoice: Sendable, Equatable {
  /// The column that is taken apart from the others.
  package enum Labels: Sendable, Equatable { case first, last, named(String) }
  /// What becomes of rows with a missing value.
  package enum Missing: String, Sendable, CaseIterable { case drop, mean }

  package var labels: Labels?
  /// The other columns by name, in this order; all of them where it is empty.
  package var columns: [String]
  /// nil refuses them.
  package var missing: Missing?

  package init(labels: Labels? = nil, columns: [String] = [], missing: Missing? = nil) {
    self.labels = labels
    self.columns = columns
    self.missing = missing
  }

  /// Whether it asks for anything that only a table has.
  package var isPlain: Bool { self == TableChoice() }
}

/// A table as a lesson has chosen from it.
package struct DataTable: Sendable {
  package struct Part: Sendable {
    package var array: NDArray
    /// What its columns are called; of labels, the one name.
    package var columns: [String]
    /// The words that the labels 0, 1, 2, … stand for; nil where the file has numbers.
    package var classNames: [String]?

    package var description: ArrayDescription {
      ArrayDescription(
        shape: array.shape, elementType: array.elementType, columns: array.shape.count == 2 ? columns : nil,
        classNames: classNames)
    }
  }

  /// The numbers, and behind them the labels where they are taken apart.
  package var parts: [Part]
  /// What the file calls its columns; counted from 1 where it has no names for them.
  package var columns: [String]
  /// What became of missing values; nil where none is missing.
  package var remark: String?
  /// Rows that were left out, and values that were filled in.
  package var missing = 0
  /// What speaks against how its first line was read.
  package var doubt: String?
}
