internal import Operations

/// output (N, height / windowHeight, width / windowWidth, channels): the largest or the mean of each window.
func pool(_ op: Pool, state: BatchState, part: Int, parts: Int) {
  let outputHeight = op.height / op.windowHeight
  let outputWidth = op.width / op.windowWidth
  let mean = 1 / Float(op.windowHeight * op.windowWidth)
  for sample in shareOfSamples(state, part, parts) {
    for y in 0..<outputHeight {
      for x in 0..<outputWidth {
        let start = ((sample * op.height + y * op.windowHeight) * op.width + x * op.windowWidth) * op.channels
        let target = ((sample * outputHeight + y) * outputWidth + x) * op.channels
        for channel in stride(from: 0, to: op.channels, by: 16) {
          let lanes = op.channels - channel
          var result = op.input.vector(start + channel, count: lanes)
          for dy in 0..<op.windowHeight {
            for dx in (dy == 0 ? 1 : 0)..<max(op.windowWidth, dy == 0 ? 1 : 0) {
              let value = op.input.vector(start + (dy * op.width + dx) * op.channels + channel, count: lanes)
              result = op.isMaximum ? Vector.largest(result, value) : result + value
            }
          }
          if !op.isMaximum { result *= mean }
          op.output.store(result, target + channel, count: lanes)
        }
      }
    }
  }
}

/// inputGradient from outputGradient; the first of equal largest values takes it all.
func poolGradient(_ op: Pool, state: BatchState, part: Int, parts: Int) {
  guard let inputGradient = op.inputGradient, let outputGradient = op.outputGradient else { return }
  let outputHeight = op.height / op.windowHeight
  let outputWidth = op.width / op.windowWidth
  let mean = 1 / Float(op.windowHeight * op.windowWidth)
  let size = op.height * op.width * op.channels
  let isTiled = outputHeight * op.windowHeight == op.height && outputWidth * op.windowWidth == op.width
  for sample in shareOfSamples(state, part, parts) {
    if !isTiled { (inputGradient + sample * size).update(repeating: 0, count: size) }
    for y in 0..<outputHeight {
      for x in 0..<outputWidth {
        let start = ((sample * op.height + y * op.windowHeight) * op.width + x * op.windowWidth) * op.channels
        let source = ((sample * outputHeight + y) * outputWidth + x) * op.channels
        for channel in stride(from: 0, to: op.channels, by: 16) {
          let lanes = op.channels - channel
          var gradient = outputGradient.vector(source + channel, count: lanes)
          if !op.isMaximum { gradient *= mean }
          let largest = op.output.vector(source + channel, count: lanes)
          if op.masksReLU { gradient.replace(with: 0, where: largest .<= 0) }
          for dy in 0..<op.windowHeight {
            for dx in 0..<op.windowWidth {
              let position = start + (dy * op.width + dx) * op.channels + channel
              guard op.isMaximum else {
                inputGradient.store(gradient, position, count: lanes)
                continue
              }
              let isLargest = op.input.vector(position, count: lanes) .== largest
              inputGradient.store(Vector().replacing(with: gradient, where: isLargest), position, count: lanes)
              gradient.replace(with: 0, where: isLargest)
            }
          }
        }
      }
    }
  }
}

/// The copy into, or out of, the zeros around an image.
func pad(_ op: Pad, state: BatchState, part: Int, parts: Int) {
  let row = op.width * op.channels
  let size = op.paddedHeight * op.paddedWidth * op.channels
  for sample in shareOfSamples(state, part, parts) {
    let wide = op.wide + sample * size
    let narrow = op.narrow + sample * op.height * row
    if !op.crops { wide.update(repeating: 0, count: size) }
    for y in 0..<op.height {
      let inner = wide + ((y + op.top) * op.paddedWidth + op.left) * op.channels
      if op.crops {
        (narrow + y * row).update(from: inner, count: row)
      } else {
        inner.update(from: narrow + y * row, count: row)
      }
    }
  }
}
