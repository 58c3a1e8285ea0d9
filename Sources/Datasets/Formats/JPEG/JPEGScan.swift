/// A scan (T.81, B.2.3): some components' blocks in turn, or one's; all of their coefficients, or some bits of a band.
struct JPEGScan {
  struct Part {
    /// Among the frame's components.
    var index: Int
    var component: JPEGComponent
    /// Of first coefficients, and of others; none where the scan has none of them.
    var first: JPEGCodes?
    var others: JPEGCodes?
  }
  var parts: [Part]
  var band: ClosedRange<Int>
  var isProgressive: Bool
  /// Whether bits are added to coefficients that were in an earlier scan.
  var isRefining: Bool
  var shift: Int
}

extension JPEGReader {
  /// Reads the header and what follows it, up to the next marker that is none of a restart.
  mutating func readScan(_ body: ArraySlice<UInt8>, at start: Int, decoding: Bool) throws(DataError) {
    let scan = try scan(Array(body), at: start, decoding: decoding)
    if decoding, let frame { place = try decode(scan, of: frame) }
    // Whatever is left of it: some programs write a byte too many.
    while place + 1 < bytes.count {
      let next = bytes[place + 1]
      if bytes[place] == 0xff, next != 0, next != 0xff, !(0xd0...0xd7).contains(next) { return }
      place += 1
    }
  }

  private mutating func scan(_ header: [UInt8], at start: Int, decoding: Bool) throws(DataError) -> JPEGScan {
    guard frame != nil else { throw damaged("a scan comes before the picture's size", at: start) }
    guard let count = header.first.map({ Int($0) }), (1...4).contains(count), header.count == 4 + 2 * count else {
      throw damaged("a scan's header has \(header.count) bytes, which do not fit its components", at: start)
    }
    let isProgressive = frame?.isProgressive == true
    let (low, high) = isProgressive ? (Int(header[1 + 2 * count]), Int(header[2 + 2 * count])) : (0, 63)
    let approximation = isProgressive ? header[3 + 2 * count] : 0
    let (before, shift) = (Int(approximation >> 4), Int(approximation & 15))
    guard low <= high, high < 64, (low == 0) == (high == 0) || !isProgressive, low == 0 || count == 1, shift <= 13,
      before == 0 || before == shift + 1
    else { throw damaged("a scan of coefficients \(low) to \(high) cannot be", at: start) }
    var scan = JPEGScan(
      parts: [], band: low...high, isProgressive: isProgressive, isRefining: before > 0, shift: shift)
    for part in 0..<count {
      let (id, tables) = (header[1 + 2 * part], header[2 + 2 * part])
      guard let index = frame?.components.firstIndex(where: { $0.id == id }),
        !scan.parts.contains(where: { $0.index == index })
      else { throw damaged("a scan names component \(id), which is not there or came already", at: start) }
      try note(scan, component: index, wants: before, at: start)
      let needsFirst = low == 0 && !scan.isRefining
      guard let component = frame?.components[index], !needsFirst || codes[0][min(Int(tables >> 4), 3)] != nil,
        high == 0 || codes[1][min(Int(tables & 15), 3)] != nil, tables >> 4 < 4, tables & 15 < 4
      else { throw damaged("a scan uses a Huffman table that is not there", at: start) }
      scan.parts.append(
        JPEGScan.Part(
          index: index, component: component, first: codes[0][Int(tables >> 4)],
          others: codes[1][Int(tables & 15)]))
    }
    guard count == 1 || scan.parts.reduce(0, { $0 + $1.component.across * $1.component.down }) <= 10 else {
      throw damaged("a scan has more than ten blocks in a unit", at: start)
    }
    return scan
  }

  /// Each coefficient comes once, and then each of its missing bits in turn.
  private mutating func note(
    _ scan: JPEGScan, component index: Int, wants before: Int, at start: Int
  ) throws(DataError) {
    guard var component = frame?.components[index] else { return }
    for coefficient in scan.band {
      let missing = component.missingBits[coefficient]
      guard scan.isRefining ? missing == before : missing == nil, coefficient == 0 || component.wasRead else {
        throw damaged("a scan does not continue what came before it", at: start)
      }
      component.missingBits[coefficient] = scan.shift
    }
    if component.quantisation == nil {
      guard let table = quantisation[component.quantisationTable] else {
        throw damaged("a scan uses a quantisation table that is not there", at: start)
      }
      component.quantisation = table
    }
    frame?.components[index] = component
  }

  /// - Returns: where the coded bits end.
  private func decode(_ scan: JPEGScan, of frame: JPEGFrame) throws(DataError) -> Int {
    let isAlone = scan.parts.count == 1
    let columns = isAlone ? scan.parts[0].component.columns : frame.unitColumns
    let rows = isAlone ? scan.parts[0].component.rows : frame.unitRows
    var bits = JPEGBits(bytes, at: place)
    var decoders = scan.parts.map { JPEGBlockDecoder(scan, $0) }
    let units = scan.parts.map {
      isAlone ? (across: 1, down: 1) : (across: $0.component.across, down: $0.component.down)
    }
    var (left, restarts) = (restartInterval, 0)
    for row in 0..<rows {
      for column in 0..<columns {
        if restartInterval > 0 {
          if left == 0 {
            guard bits.restart(restarts) else {
              throw broken("the marker of a restart is not where it should be", bits, row, of: rows)
            }
            restarts += 1
            left = restartInterval
            for part in decoders.indices { decoders[part].restart() }
          }
          left -= 1
        }
        for part in decoders.indices {
          let unit = units[part]
          for y in 0..<unit.down {
            for x in 0..<unit.across {
              guard decoders[part].decode(&bits, row: row * unit.down + y, column: column * unit.across + x) else {
                throw broken("its pixels make no sense", bits, row, of: rows)
              }
            }
          }
        }
        if bits.areOverdrawn { throw broken("its pixels end early", bits, row, of: rows) }
      }
    }
    return bits.place
  }

  private func broken(_ problem: String, _ bits: JPEGBits, _ row: Int, of rows: Int) -> DataError {
    .damaged(
      file: file, problem: bits.areOverdrawn ? "its pixels end early" : problem,
      place: "byte \(min(bits.place, bytes.count)), row \(row + 1) of \(rows) rows of blocks")
  }
}
