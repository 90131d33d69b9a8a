extension Float {
  /// The natural logarithm of a positive number, from arithmetic alone: the C library's may differ in its last bit from
  /// one machine to the next, and the same article must get the same summary on all of them.
  ///
  /// The exponent is split off, then ln m = 2 artanh((m − 1) / (m + 1)) for m in [2/3, 4/3).
  var logarithm: Float {
    var exponent = Float(self.exponent)
    var mantissa = significand
    if mantissa >= 4 / 3 {
      mantissa /= 2
      exponent += 1
    }
    let ratio = (mantissa - 1) / (mantissa + 1)
    let square = ratio * ratio
    let series = 1 + square * (1 / 3 + square * (1 / 5 + square * (1 / 7 + square / 9)))
    return exponent * 0.693_147_18 + 2 * ratio * series
  }
}

extension Float {
  /// e to the power of this number, from arithmetic alone, for the same reason.
  ///
  /// The power is split into one of 2, which is exact, and a rest of at most half of ln 2, for which a polynomial serves.
  var exponential: Float {
    guard self > -87 else { return 0 }
    guard self < 88 else { return .infinity }
    let steps = (self * 1.442_695).rounded()
    let rest = self - steps * 0.693_147_2
    var sum: Float = 1
    for divisor in stride(from: Float(7), through: 1, by: -1) { sum = 1 + sum * rest / divisor }
    return sum * Float(sign: .plus, exponent: Int(steps), significand: 1)
  }
}
