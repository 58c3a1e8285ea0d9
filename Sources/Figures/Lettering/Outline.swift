/// A character's strokes in device pixels, from its left edge and its baseline's centre line, y upwards.
struct Outline {
  var lines: [[Point]] = []
  var dots: [Point] = []
}

extension TextStyle {
  /// A dot is wider than a stroke.
  var dotWidth: Double { strokeWidth * 1.5 }

  func outline(of character: Character) -> Outline {
    // A stroke an odd number of pixels wide is crisp around a pixel's centre.
    let shift = strokeWidth.truncatingRemainder(dividingBy: 2) == 0 ? 0 : 0.5
    func place(_ node: Glyph.Node) -> Point {
      func snapped(_ units: Double) -> Double {
        units == units.rounded() ? (units * unit).rounded() : units * unit
      }
      return Point(snapped(node.x) + shift, snapped(node.y))
    }
    var outline = Outline()
    for stroke in Font.glyph(character).strokes {
      if stroke.count == 1 {
        outline.dots.append(place(stroke[0]))
        continue
      }
      var points: [Point] = []
      var corner: Point?
      for node in stroke {
        let point = place(node)
        if node.isCorner {
          corner = point
        } else {
          if let bend = corner, let start = points.last {
            points += Outline.quarter(from: start, bend: bend, to: point)
          }
          corner = nil
          points.append(point)
        }
      }
      outline.lines.append(points)
    }
    return outline
  }
}

extension Outline {
  /// Points between the two ends of a quarter of an ellipse, a little squarer than one, as in sans-serif type.
  static func quarter(from start: Point, bend: Point, to end: Point) -> [Point] {
    let tension = 0.59
    let pieces = 7
    func blend(_ a: Double, _ c: Double, _ b: Double, _ t: Double) -> Double {
      let first = a + (c - a) * tension
      let second = b + (c - b) * tension
      let s = 1 - t
      return s * s * s * a + 3 * s * s * t * first + 3 * s * t * t * second + t * t * t * b
    }
    return (1..<pieces).map { step in
      let t = Double(step) / Double(pieces)
      return Point(blend(start.x, bend.x, end.x, t), blend(start.y, bend.y, end.y, t))
    }
  }
}
