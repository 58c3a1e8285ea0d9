import CPage
import Files
import Text

@_expose(wasm, "allocate") @_cdecl("page_allocate")
func allocate(_ count: Int) -> UnsafeMutablePointer<UInt8> { .allocate(capacity: max(count, 1)) }

/// - Parameter part: 0 for the built-in digits' images, 1 for their labels; the bytes stay where they are.
@_expose(wasm, "putSample") @_cdecl("page_take_sample")
func putSample(_ part: Int32, _ bytes: UnsafePointer<UInt8>, _ count: Int) { page_put_sample(part, bytes, UInt(count)) }

/// Puts a file where the lesson finds it.
@_expose(wasm, "putFile") @_cdecl("page_put_file")
func putFile(
  _ path: UnsafeMutablePointer<UInt8>, _ pathCount: Int, _ bytes: UnsafeMutablePointer<UInt8>, _ count: Int
) {
  let path = String(decoding: taken(path, pathCount), as: UTF8.self)
  MemoryFiles.put(taken(bytes, count), at: path)
}

@_expose(wasm, "open") @_cdecl("page_open")
func openLesson(_ settings: UnsafeMutablePointer<UInt8>, _ count: Int) {
  PageLesson.current = PageLesson((try? JSON(parsing: taken(settings, count))) ?? .null)
}

/// Answers what was asked and does what is to be done.
/// - Returns: 1 where more is to be done at once.
@_expose(wasm, "goOn") @_cdecl("page_go_on")
func goOn() -> Int32 { PageLesson.current?.goOn() == true ? 1 : 0 }

/// The bytes that the host has put there; their memory is free again.
private func taken(_ bytes: UnsafeMutablePointer<UInt8>, _ count: Int) -> [UInt8] {
  defer { bytes.deallocate() }
  return Array(UnsafeBufferPointer(start: bytes, count: count))
}
