/// What is paper and what is ink, whatever the light: ink is darker or lighter than the paper around it.
struct Paper {
  /// How much of the paper's light is missing, from 0 (paper) up; with the ink light on dark, seen as its negative.
  let ink: GreyImage
  /// How thick its printed lines are, which are no ink; nil for plain paper.
  let lines: Double?

  init(_ image: GreyImage) {
    // Ink is the smaller part and far from the paper, so the deviations lean to its side.
    let deviations = zip(image.values, Self.surface(image, rounds: 1).values).map { $0 - $1 }
    let lean = deviations.reduce(0.0) { $0 + Double($1) * Double($1) * Double($1) }
    let dark = lean > 0 ? image.map { 1 - $0 } : image
    let light = Self.surface(dark, rounds: 6)
    var even = dark
    for index in even.values.indices { even.values[index] /= max(light.values[index], 0.05) }
    if min(even.height, even.width) >= 64 { even = even.smoothed() }
    // First a window for the widest strokes that there can be, then one for those that there are.
    let widest = max(min(even.height, even.width) / 6, 1)
    let first = Self.missingLight(even, radius: widest)
    let plain = PaperLines(removedFrom: first)
    lines = plain.thickness
    let radius = Strokes(ink: plain.ink).map { Int(1.5 * $0.thickness) + 2 } ?? widest
    guard radius < widest else {
      ink = plain.ink
      return
    }
    var second = Self.missingLight(even, radius: radius)
    for index in second.values.indices where plain.ink.values[index] < first.values[index] { second.values[index] = 0 }
    ink = second
  }

  /// What the paper's light would be under the ink: strokes narrower than the window are filled from beside them, while
  /// the edges of shadows stay.
  private static func missingLight(_ image: GreyImage, radius: Int) -> GreyImage {
    let filled = image.dilated(radius: radius).eroded(radius: radius)
    var missing = image
    for index in missing.values.indices {
      missing.values[index] = min(max(1 - image.values[index] / max(filled.values[index], 0.05), 0), 1)
    }
    return missing
  }

  /// The quadratic surface through the paper's brightness: least squares, each round without the pixels that the last
  /// one found to be darker, which are rather ink, or much lighter.
  private static func surface(_ image: GreyImage, rounds: Int) -> GreyImage {
    let step = max(1, max(image.height, image.width) / 64)
    let points = stride(from: 0, to: image.height, by: step).flatMap { y in
      stride(from: 0, to: image.width, by: step).map { x in
        (terms: terms(x, y, of: image), value: Double(image.values[y * image.width + x]))
      }
    }
    var kept = points
    var factors = SIMD8<Double>()
    for round in 0..<rounds {
      factors = leastSquares(kept)
      guard round < rounds - 1 else { break }
      let deviations = points.map { $0.value - dot($0.terms, factors) }
      let sizes = kept.map { abs($0.value - dot($0.terms, factors)) }.sorted()
      let spread = max(1.4826 * sizes[sizes.count / 2], 0.01)
      let next = zip(points, deviations).filter { -spread < $0.1 && $0.1 < 4 * spread }.map { $0.0 }
      if next.count < points.count / 4 { break }
      kept = next
    }
    var surface = image
    for y in 0..<image.height {
      for x in 0..<image.width {
        surface.values[y * image.width + x] = Float(dot(terms(x, y, of: image), factors))
      }
    }
    return surface
  }

  private static func terms(_ x: Int, _ y: Int, of image: GreyImage) -> SIMD8<Double> {
    let u = 2 * (Double(x) + 0.5) / Double(image.width) - 1
    let v = 2 * (Double(y) + 0.5) / Double(image.height) - 1
    return SIMD8(1, u, v, u * u, u * v, v * v, 0, 0)
  }

  private static func dot(_ a: SIMD8<Double>, _ b: SIMD8<Double>) -> Double {
    let p = a * b
    return p[0] + p[1] + p[2] + p[3] + p[4] + p[5]
  }

  /// Solves the normal equations; a term that the points do not determine gets the factor 0.
  private static func leastSquares(_ points: [(terms: SIMD8<Double>, value: Double)]) -> SIMD8<Double> {
    var rows = [SIMD8<Double>](repeating: SIMD8(), count: 6)
    for point in points {
      var extended = point.terms
      extended[6] = point.value
      for row in 0..<6 { rows[row] += extended * point.terms[row] }
    }
    let least = 1e-9 * Double(points.count)
    for pivot in 0..<6 {
      let largest = (pivot..<6).max { abs(rows[$0][pivot]) < abs(rows[$1][pivot]) } ?? pivot
      rows.swapAt(pivot, largest)
      guard abs(rows[pivot][pivot]) > least else { continue }
      for other in 0..<6 where other != pivot {
        rows[other] -= rows[pivot] * (rows[other][pivot] / rows[pivot][pivot])
      }
    }
    var factors = SIMD8<Double>()
    for row in 0..<6 where abs(rows[row][row]) > least { factors[row] = rows[row][6] / rows[row][row] }
    return factors
  }
}
