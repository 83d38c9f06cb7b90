"""Numbers: integers of any size, floats apart, rounding as Python does."""
from shown import raises, show

show(7 // 2, -7 // 2, 7 // -2, 7 % 3, -7 % 3, 7 % -3)
show(7 / 2, 6 / 2, 2**10, 2**-1, 2**0.5, 10**20, -(2**63))
show(7.5 // 2, -7.5 // 2, 7.5 % 2, -7.5 % 2, 1e16, 1e-5, 0.1 + 0.2)
show(int(2.9), int(-2.9), round(2.5), round(3.5), round(-0.5), int("42"), float("1e3"))
show(True + 1, 3 & 5, 3 | 5, 3 ^ 5, 1 << 20, 1000 >> 3, ~7)
raises(lambda: 1 // 0)
raises(lambda: 1 / 0)
