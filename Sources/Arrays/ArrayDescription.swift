/// What a file or a data set would give, from its header alone.
package struct ArrayDescription: Sendable, Equatable {
  /// The name inside a `.npz`, else nil.
  package var name: String?
  package var shape: [Int]
  package var elementType: ElementType
  /// What a table calls its columns; nil for other arrays.
  package var columns: [String]?
  /// The words that a table's labels 0, 1, 2, … stand for.
  package var classNames: [String]?

  /// What the array takes in memory.
  package var byteCount: Int64 { (shape + [elementType.size]).map { Int64($0) }.product }

  package init(
    name: String? = nil, shape: [Int], elementType: ElementType, columns: [String]? = nil, classNames: [String]? = nil
  ) {
    self.columns = columns
    self.classNames = classNames
    self.name = name
    self.shape = shape
    self.elementType = elementType
  }
}
