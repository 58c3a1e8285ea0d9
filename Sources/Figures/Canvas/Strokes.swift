extension Canvas {
  /// A line through the points, round at its ends and corners. `dash` gives the lengths of ink and gap.
  mutating func stroke(
    _ points: [Point], width: Double, _ colour: Colour, dash: (ink: Double, gap: Double)? = nil, opacity: Double = 1
  ) {
    let factor = Double(Canvas.scale)
    let device = points.map { Point($0.x * factor, $0.y * factor) }
    let pieces = dash.map { Canvas.dashes(device, ink: $0.ink * factor, gap: $0.gap * factor) } ?? [device]
    if points.count == 2 {
      // Dashes of a straight line do not overlap.
      for piece in pieces { strokeDevice([piece], width: width * factor, colour, opacity: opacity) }
    } else {
      strokeDevice(pieces, width: width * factor, colour, opacity: opacity)
    }
  }

  mutating func disc(_ centre: Point, radius: Double, _ colour: Colour) {
    stroke([centre], width: radius * 2, colour)
  }

  /// A filled shape without dents.
  mutating func fill(convex corners: [Point], _ colour: Colour) {
    let factor = Double(Canvas.scale)
    let device = corners.map { Point($0.x * factor, $0.y * factor) }
    var (low, high) = (Point(.infinity, .infinity), Point(-.infinity, -.infinity))
    for corner in device {
      low = Point(min(low.x, corner.x), min(low.y, corner.y))
      high = Point(max(high.x, corner.x), max(high.y, corner.y))
    }
    var mask = Mask(low: low, high: high, on: self)
    mask.add(convex: device)
    lay(colour, through: mask, opacity: 1)
  }

  /// A disc of paper with an outline inside `radius`.
  mutating func ring(_ centre: Point, radius: Double, thickness: Double, _ colour: Colour, inside: Colour = .paper) {
    disc(centre, radius: radius, colour)
    disc(centre, radius: radius - thickness, inside)
  }

  /// An arrow's head at the end of a line towards `tip`.
  mutating func arrow(from start: Point, to tip: Point, width: Double = 1, size: Double = 4, _ colour: Colour) {
    stroke([start, tip], width: width, colour)
    let dx = tip.x - start.x
    let dy = tip.y - start.y
    let length = (dx * dx + dy * dy).squareRoot()
    guard length > 0 else { return }
    let back = Point(tip.x - dx / length * size, tip.y - dy / length * size)
    let side = Point(-dy / length * size * 0.7, dx / length * size * 0.7)
    stroke(
      [Point(back.x + side.x, back.y + side.y), tip, Point(back.x - side.x, back.y - side.y)], width: width, colour)
  }

  mutating func strokeDevice(_ pieces: [[Point]], width: Double, _ colour: Colour, opacity: Double = 1) {
    var low = Point(.infinity, .infinity)
    var high = Point(-.infinity, -.infinity)
    for point in pieces.joined() {
      low = Point(min(low.x, point.x), min(low.y, point.y))
      high = Point(max(high.x, point.x), max(high.y, point.y))
    }
    guard low.x <= high.x, (high.x - low.x + high.y - low.y).isFinite else { return }
    if pieces.count == 1, pieces[0].count <= 2 {
      lay(colour, along: Segment(start: pieces[0][0], end: pieces[0].last ?? low, width: width), opacity: opacity)
      return
    }
    var mask = Mask(
      low: Point(low.x - width / 2, low.y - width / 2), high: Point(high.x + width / 2, high.y + width / 2), on: self)
    for piece in pieces {
      if piece.count == 1 { mask.add(Segment(start: piece[0], end: piece[0], width: width)) }
      for (start, end) in zip(piece, piece.dropFirst()) { mask.add(Segment(start: start, end: end, width: width)) }
    }
    lay(colour, through: mask, opacity: opacity)
  }

  /// Cuts a line into dashes; a dash may go round a corner.
  static func dashes(_ points: [Point], ink: Double, gap: Double) -> [[Point]] {
    guard points.count > 1, ink > 0, gap > 0 else { return [points] }
    var pieces: [[Point]] = [[points[0]]]
    var isInk = true
    var left = ink
    for (start, end) in zip(points, points.dropFirst()) {
      let dx = end.x - start.x
      let dy = end.y - start.y
      let length = (dx * dx + dy * dy).squareRoot()
      guard length.isFinite, length < 1e5 else { continue }
      var done = 0.0
      while length - done > left {
        done += left
        let place = Point(start.x + dx * done / length, start.y + dy * done / length)
        if isInk { pieces[pieces.count - 1].append(place) } else { pieces.append([place]) }
        isInk.toggle()
        left = isInk ? ink : gap
      }
      left -= length - done
      if isInk { pieces[pieces.count - 1].append(end) }
    }
    return pieces
  }
}
