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
