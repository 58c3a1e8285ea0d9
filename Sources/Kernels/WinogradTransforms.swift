internal import Operations

/// The one-dimensional transforms of minimal filtering with four outputs and three taps, for the points 0, ±√½, ±√2 and
/// infinity, whose rounding errors are about twice those of plain sums. Each runs over rows, then over columns.

struct Three {
  var v0: Vector
  var v1: Vector
  var v2: Vector
}

struct Four {
  var v0: Vector
  var v1: Vector
  var v2: Vector
  var v3: Vector
}

struct Six {
  var v0: Vector
  var v1: Vector
  var v2: Vector
  var v3: Vector
  var v4: Vector
  var v5: Vector
}

private let root: Float = 1.414_213_562_373_095_1

extension Six {
  /// Bᵀ: of six inputs.
  @inline(__always) var transformedInput: Six {
    let evenNear = v4.accumulating(v2, -2)
    let oddNear = v3.accumulating(v1, -2)
    let evenFar = v4.accumulating(v2, -0.5)
    let oddFar = v3.accumulating(v1, -0.5)
    return Six(
      v0: (v4 + v0).accumulating(v2, -2.5), v1: evenNear.accumulating(oddNear, root / 2),
      v2: evenNear.accumulating(oddNear, -root / 2), v3: evenFar.accumulating(oddFar, root),
      v4: evenFar.accumulating(oddFar, -root), v5: (v5 + v1).accumulating(v3, -2.5))
  }

  /// B: the gradients of six inputs.
  @inline(__always) var inputGradient: Six {
    let evenNear = v1 + v2
    let oddNear = v1 - v2
    let evenFar = v3 + v4
    let oddFar = v3 - v4
    return Six(
      v0: v0, v1: v5.accumulating(oddNear, -root).accumulating(oddFar, -root / 2),
      v2: (v0 * -2.5).accumulating(evenNear, -2).accumulating(evenFar, -0.5),
      v3: (v5 * -2.5).accumulating(oddNear, root / 2).accumulating(oddFar, root), v4: v0 + evenNear + evenFar, v5: v5)
  }

  /// Aᵀ: four outputs.
  @inline(__always) var outputs: Four {
    let evenNear = v1 + v2
    let oddNear = v1 - v2
    let evenFar = v3 + v4
    let oddFar = v3 - v4
    return Four(
      v0: v0 + evenNear + evenFar, v1: (oddNear * (root / 2)).accumulating(oddFar, root),
      v2: (evenNear * 0.5).accumulating(evenFar, 2),
      v3: v5.accumulating(oddNear, root / 4).accumulating(oddFar, 2 * root))
  }

  /// Gᵀ: the gradients of three taps.
  @inline(__always) var tapGradients: Three {
    let evenNear = v1 + v2
    let oddNear = v1 - v2
    let evenFar = v3 + v4
    let oddFar = v3 - v4
    return Three(
      v0: v0.accumulating(evenNear, -2 / 3).accumulating(evenFar, 1 / 6),
      v1: (oddNear * (-root / 3)).accumulating(oddFar, root / 6),
      v2: v5.accumulating(evenNear, -1 / 3).accumulating(evenFar, 1 / 3))
  }
}

extension Four {
  /// A: from the gradients of four outputs.
  @inline(__always) var transformedGradient: Six {
    let evenNear = v0.accumulating(v2, 0.5)
    let oddNear = (v1 * (root / 2)).accumulating(v3, root / 4)
    let evenFar = v0.accumulating(v2, 2)
    let oddFar = (v1 * root).accumulating(v3, 2 * root)
    return Six(
      v0: v0, v1: evenNear + oddNear, v2: evenNear - oddNear, v3: evenFar + oddFar, v4: evenFar - oddFar, v5: v3)
  }
}

extension Three {
  /// G: of three taps.
  @inline(__always) var transformedTaps: Six {
    let evenNear = (v0 * (-2 / 3)).accumulating(v2, -1 / 3)
    let oddNear = v1 * (-root / 3)
    let evenFar = (v0 * (1 / 6)).accumulating(v2, 1 / 3)
    let oddFar = v1 * (root / 6)
    return Six(
      v0: v0, v1: evenNear + oddNear, v2: evenNear - oddNear, v3: evenFar + oddFar, v4: evenFar - oddFar, v5: v2)
  }
}

extension Floats {
  /// Six vectors, `stride` apart.
  @inline(__always) func six(_ offset: Int, _ stride: Int) -> Six {
    Six(
      v0: vector(offset), v1: vector(offset + stride), v2: vector(offset + 2 * stride),
      v3: vector(offset + 3 * stride), v4: vector(offset + 4 * stride), v5: vector(offset + 5 * stride))
  }

  @inline(__always) func store(_ six: Six, _ offset: Int, _ stride: Int) {
    store(six.v0, offset)
    store(six.v1, offset + stride)
    store(six.v2, offset + 2 * stride)
    store(six.v3, offset + 3 * stride)
    store(six.v4, offset + 4 * stride)
    store(six.v5, offset + 5 * stride)
  }

  @inline(__always) func store(_ four: Four, _ offset: Int, _ stride: Int) {
    store(four.v0, offset)
    store(four.v1, offset + stride)
    store(four.v2, offset + 2 * stride)
    store(four.v3, offset + 3 * stride)
  }

  @inline(__always) func store(_ three: Three, _ offset: Int, _ stride: Int) {
    store(three.v0, offset)
    store(three.v1, offset + stride)
    store(three.v2, offset + 2 * stride)
  }
}
