#if WIDE
/// As many numbers as one of the processor's registers holds, where sums of 16 lanes would take two and not all fit. The
/// sum of a lane is the same whatever their number.
typealias Lanes = SIMD16<Float>
#elseif arch(wasm32)
typealias Lanes = SIMD4<Float>
#else
typealias Lanes = SIMD8<Float>
#endif

// A constant would be made once, and each use would ask whether it has been.
@inline(__always) var laneCount: Int { Lanes.scalarCount }

extension UnsafePointer<Float> {
  @inline(__always) func lanes(_ offset: Int) -> Lanes {
    UnsafeRawPointer(self + offset).loadUnaligned(as: Lanes.self)
  }
}

extension UnsafeMutablePointer<Float> {
  @inline(__always) func lanes(_ offset: Int) -> Lanes { UnsafePointer(self).lanes(offset) }

  #if !WIDE
  @inline(__always) func store(_ lanes: Lanes, _ offset: Int) {
    UnsafeMutableRawPointer(self + offset).storeBytes(of: lanes, as: Lanes.self)
  }
  #endif
}
