/// The order in which people count: `photo2` comes before `photo10`, capitals and small letters together.
package func naturallyPrecedes(_ first: String, _ second: String) -> Bool {
  var (left, right) = (Array(first.lowercased().utf8)[...], Array(second.lowercased().utf8)[...])
  while let a = left.first, let b = right.first {
    if isDigit(a), isDigit(b) {
      let (one, two) = (takeNumber(&left), takeNumber(&right))
      if one.count != two.count { return one.count < two.count }
      if one != two { return one.lexicographicallyPrecedes(two) }
      continue
    }
    if a != b { return a < b }
    left = left.dropFirst()
    right = right.dropFirst()
  }
  // What differs in capitals or leading zeros alone still has one order.
  if left.isEmpty != right.isEmpty { return left.isEmpty }
  return first < second
}

private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

/// Its digits, without zeros before them.
private func takeNumber(_ text: inout ArraySlice<UInt8>) -> [UInt8] {
  let digits = text.prefix { isDigit($0) }
  text = text.dropFirst(digits.count)
  return Array(digits.drop { $0 == 0x30 })
}
