/// Grey values row by row, already scaled to 0…1 (0 is paper in `greys`, black in `gray`); or red, green and blue.
package struct Picture: Sendable, Equatable {
  package var height: Int
  package var width: Int
  package var values: [Float]
  /// 1, or 3 where it is in colour.
  package var channels: Int
  package init(height: Int, width: Int, values: [Float], channels: Int = 1) {
    self.height = height
    self.width = width
    self.values = values
    self.channels = channels
  }

  /// One value a pixel: the luma of ITU-R BT.601 where there is colour.
  package var greys: [Float] {
    guard channels == 3 else { return values }
    return stride(from: 0, to: values.count - 2, by: 3).map {
      0.299 * values[$0] + 0.587 * values[$0 + 1] + 0.114 * values[$0 + 2]
    }
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

  /// Values (0…1) row by row through a colour scale, or the colours that they are, with a thin frame around them.
  func draw(
    _ picture: Picture, at place: Point, _ scale: ColourScale,
    frame: (thickness: Double, colour: Colour) = (0.5, .edge), on canvas: inout Canvas
  ) {
    guard picture.channels == 3 else {
      return draw(
        picture.values, rows: picture.height, columns: picture.width, at: place, scale, frame: frame, on: &canvas)
    }
    let planes = (0..<3).map { channel in
      means(
        stride(from: channel, to: picture.values.count, by: 3).map { picture.values[$0] }, rows: picture.height,
        columns: picture.width)
    }
    let colours = planes[0].indices.map { Colour(red: planes[0][$0], green: planes[1][$0], blue: planes[2][$0]) }
    draw(colours, rows: picture.height, columns: picture.width, at: place, frame: frame, on: &canvas)
  }

  /// Values (0…1) row by row through a colour scale, with a thin frame around them.
  func draw(
    _ values: [Float], rows: Int, columns: Int, at place: Point, _ scale: ColourScale,
    frame: (thickness: Double, colour: Colour) = (0.5, .edge), on canvas: inout Canvas
  ) {
    let colours = means(values, rows: rows, columns: columns).map { scale.colour($0) }
    draw(colours, rows: rows, columns: columns, at: place, frame: frame, on: &canvas)
  }

  /// Of the values that share a pixel; no number where one is missing.
  private func means(_ values: [Float], rows: Int, columns: Int) -> [Double] {
    let step = reduction
    var means: [Double] = []
    means.reserveCapacity(((rows + step - 1) / step) * ((columns + step - 1) / step))
    for row in stride(from: 0, to: rows, by: step) {
      for column in stride(from: 0, to: columns, by: step) {
        var sum = 0.0
        var count = 0.0
        for y in row..<min(row + step, rows) {
          for x in column..<min(column + step, columns) {
            let place = y * columns + x
            sum += place < values.count ? Double(values[place]) : .nan
            count += 1
          }
        }
        means.append(sum / count)
      }
    }
    return means
  }

  private func draw(
    _ colours: [Colour], rows: Int, columns: Int, at place: Point, frame: (thickness: Double, colour: Colour),
    on canvas: inout Canvas
  ) {
    guard rows > 0, columns > 0 else { return }
    let across = (columns + reduction - 1) / reduction
    canvas.enlarge(colours, columns: across, factor: factor, x: place.x, y: place.y)
    canvas.frame(
      x: place.x, y: place.y, width: length(columns), height: length(rows), thickness: frame.thickness, frame.colour)
  }
}
