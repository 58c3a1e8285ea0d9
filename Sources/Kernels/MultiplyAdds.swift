internal import Operations

/// As many multiply-adds at a time as hide their latency and fit into the registers.
func multiplyAdds(_ op: MultiplyAdds, part: Int) {
  let values = op.values + part * MultiplyAdds.size
  let factor = values.vector(0)
  let term = values.vector(16)
  var s0 = factor
  var s1 = factor
  var s2 = factor
  var s3 = factor
  var s4 = factor
  var s5 = factor
  #if WIDE
  var t0 = factor
  var t1 = factor
  var t2 = factor
  var t3 = factor
  var t4 = factor
  var t5 = factor
  let rounds = op.rounds
  #else
  let rounds = 2 * op.rounds
  #endif
  for _ in 0..<rounds {
    s0 = term.accumulating(s0, factor)
    s1 = term.accumulating(s1, factor)
    s2 = term.accumulating(s2, factor)
    s3 = term.accumulating(s3, factor)
    s4 = term.accumulating(s4, factor)
    s5 = term.accumulating(s5, factor)
    #if WIDE
    t0 = term.accumulating(t0, factor)
    t1 = term.accumulating(t1, factor)
    t2 = term.accumulating(t2, factor)
    t3 = term.accumulating(t3, factor)
    t4 = term.accumulating(t4, factor)
    t5 = term.accumulating(t5, factor)
    #endif
  }
  var sum = (s0 + s1) + (s2 + s3) + (s4 + s5)
  #if WIDE
  sum += (t0 + t1) + (t2 + t3) + (t4 + t5)
  #endif
  values.store(sum, 32)
}
