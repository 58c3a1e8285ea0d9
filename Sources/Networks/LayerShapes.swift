package enum Padding: String, Sendable, CaseIterable { case valid, same }

package struct Size2D: Sendable, Equatable {
  package var height: Int
  package var width: Int

  package init(_ height: Int, _ width: Int) {
    self.height = height
    self.width = width
  }
}

/// Why a layer cannot take a sample of the shape given.
package enum ShapeProblem: Error, Sendable, Equatable {
  case needsRows([Int])
  case needsImages([Int])
  case windowTooLarge(Size2D, [Int])
}
