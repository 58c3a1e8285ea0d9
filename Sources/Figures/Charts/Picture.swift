/// Grey values row by row, already scaled to 0…1 (0 is paper in `greys`, black in `gray`).
package struct Picture: Sendable, Equatable {
  package var height: Int
  package var width: Int
  package var values: [Float]
  package init(height: Int, width: Int, values: [Float]) {
    self.height = height
    self.width = width
    self.values = values
  }
}

/// How large a picture is drawn: by a whole number of device pixels an element, or several elements a pixel.
struct Enlargement: Sendable, Equatable {
  /// Device pixels an element, each way; 1 where the picture is reduced.
  var factor: Int
  /// Elements averaged into one device pixel, each way.
  var reduction: Int

  init(factor: Int, reduction: Int) {
    self.factor = factor
    self.reduction = reduction
  }

  /// The largest enlargement within `side` logical pixels; whole logical pixels where there is a choice.
  init(rows: Int, columns: Int, within side: Double, atMost largest: Int = 40) {
    let device = max(Int(side) * Canvas.scale, 1)
    let length = max(rows, columns, 1)
    let exact = min(device / length, largest)
    factor = exact >= 2 ? exact / 2 * 2 : max(exact, 1)
    reduction = exact >= 1 ? 1 : (length + device - 1) / device
  }

  /// The drawn length of `count` elements in logical pixels.
  func length(_ count: Int) -> Double {
    Double((count + reduction - 1) / reduction * factor) / Double(Canvas.scale)
  }

  /// Values (0…1) row by row through a colour scale, with a thin frame around them.
  func draw(
    _ values: [Float], rows: Int, columns: Int, at place: Point, _ scale: ColourScale,
    frame: (thickness: Double, colour: Colour) = (0.5, .edge), on canvas: inout Canvas
  ) {
    let step = reduction
    let across = (columns + step - 1) / step
    let down = (rows + step - 1) / step
    guard rows > 0, columns > 0 else { return }
    var colours: [Colour] = []
    colours.reserveCapacity(across * down)
    for row in 0..<down {
      for column in 0..<across {
        var sum = 0.0
        var count = 0.0
        for y in row * step..<min(row * step + step, rows) {
          for x in column * step..<min(column * step + step, columns) {
            let place = y * columns + x
            sum += place < values.count ? Double(values[place]) : .nan
            count += 1
          }
        }
        colours.append(scale.colour(sum / count))
      }
    }
    canvas.enlarge(colours, columns: across, factor: factor, x: place.x, y: place.y)
    canvas.frame(
      x: place.x, y: place.y, width: length(columns), height: length(rows),
      thickness: frame.thickness, frame.colour)
  }
}
