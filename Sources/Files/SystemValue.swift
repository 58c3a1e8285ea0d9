#if canImport(Glibc)
import Glibc

/// The rest of the first line of a system file such as `/proc/meminfo` that starts with `key`; nil where there is none.
package func systemValue(_ file: String, _ key: String) -> String? {
  guard let stream = fopen(file, "re") else { return nil }
  defer { fclose(stream) }
  var line = [CChar](repeating: 0, count: 8192)
  while fgets(&line, Int32(line.count), stream) != nil {
    let text = String(decoding: line.prefix { $0 != 0 && $0 != 10 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    if text.hasPrefix(key) { return String(text.dropFirst(key.count)) }
  }
  return nil
}
#else
/// There are no system files.
package func systemValue(_ file: String, _ key: String) -> String? { nil }
#endif
