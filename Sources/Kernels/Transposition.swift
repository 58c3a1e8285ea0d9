internal import Operations

/// target: each matrix of source transposed.
func transpose(_ op: Transpose, part: Int, parts: Int) {
  let rows = op.source.rows / op.matrices
  let columns = op.source.columns
  let size = Panels.size(rows: columns, columns: rows)
  let own =
    op.ownership.map { OwnedPart($0, rows: op.source.rows, columns: columns, part, parts) }
    ?? OwnedPart(rows: share(op.source.rows, part, parts), halves: 0..<halfPanels(columns))
  var row = own.rows.lowerBound
  while row < own.rows.upperBound {
    let column = row % rows
    let target =
      op.target + row / rows * size + panelStart(column / 16, panelRows: columns) + column % 16
    let stride = panelStride(column / 16, columns: rows)
    // Four rows of one matrix become four columns of one half panel.
    let isFour = column % 4 == 0 && column + 4 <= rows && row + 4 <= own.rows.upperBound
    for half in own.halves {
      let step = panelStride(half, columns: columns)
      let source = op.source.values + panelStart(half, panelRows: op.source.rows) + row * step
      for lane in Swift.stride(from: 0, to: min(16, columns - half * 16), by: 4) {
        let into = target + (half * 16 + lane) * stride
        let lanes = min(4, columns - half * 16 - lane)
        if isFour {
          transposeFour(source + lane, step, into: into, stride, lanes)
        } else {
          for index in 0..<lanes { into[index * stride] = source[lane + index] }
        }
      }
    }
    row += isFour ? 4 : 1
  }
}

/// Four rows of four numbers, `step` apart, become rows `stride` apart, of which the first `count` are stored.
@inline(__always) func transposeFour(_ source: Floats, _ step: Int, into target: Floats, _ stride: Int, _ count: Int) {
  let columns = transposed(source.four(0), source.four(step), source.four(2 * step), source.four(3 * step))
  target.store(columns.0, 0)
  if count > 1 { target.store(columns.1, stride) }
  if count > 2 { target.store(columns.2, 2 * stride) }
  if count > 3 { target.store(columns.3, 3 * stride) }
}

@inline(__always) func transposed(
  _ a: SIMD4<Float>, _ b: SIMD4<Float>, _ c: SIMD4<Float>, _ d: SIMD4<Float>
) -> (SIMD4<Float>, SIMD4<Float>, SIMD4<Float>, SIMD4<Float>) {
  let (nearAB, farAB) = (SIMD4(a.x, b.x, a.y, b.y), SIMD4(a.z, b.z, a.w, b.w))
  let (nearCD, farCD) = (SIMD4(c.x, d.x, c.y, d.y), SIMD4(c.z, d.z, c.w, d.w))
  return (
    SIMD4(lowHalf: nearAB.lowHalf, highHalf: nearCD.lowHalf),
    SIMD4(lowHalf: nearAB.highHalf, highHalf: nearCD.highHalf),
    SIMD4(lowHalf: farAB.lowHalf, highHalf: farCD.lowHalf),
    SIMD4(lowHalf: farAB.highHalf, highHalf: farCD.highHalf)
  )
}

extension UnsafePointer<Float> {
  @inline(__always) func four(_ offset: Int) -> SIMD4<Float> {
    UnsafeRawPointer(self + offset).loadUnaligned(as: SIMD4<Float>.self)
  }
}

extension UnsafeMutablePointer<Float> {
  @inline(__always) func four(_ offset: Int) -> SIMD4<Float> { UnsafePointer(self).four(offset) }

  #if !arch(wasm32)
  @inline(__always) func store(_ four: SIMD4<Float>, _ offset: Int) {
    UnsafeMutableRawPointer(self + offset).storeBytes(of: four, as: SIMD4<Float>.self)
  }
  #endif
}
