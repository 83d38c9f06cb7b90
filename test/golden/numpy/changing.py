import numpy as np
from shown import shape, show, unknown

a = np.zeros(4)
a[0] = 5
a[1:3] = [1, 2]
a[-1] += 7
show(a)
b = a
b += 1
show(a, b is a)
c = a[1:3]
c[0] = 100
c *= 2
show(a, c)
m = np.zeros((2, 3), dtype=int)
m[0] = 1
m[:, 2] = [8, 9]
m[1, 0] = 2.7
m.T[1, 1] = 4
show(m)
m[m > 5] = 0
show(m)
r = m.reshape(3, 2)
r[0, 0] = -1
show(m, m.ravel()[0], m.flatten()[1])
copy = m.copy()
copy[0, 0] = 50
show(m, copy)
rows = m[[0, 1]]
rows[0, 0] = 60
show(m)
v = np.arange(3)
v.fill(2)
show(v)
s = np.array([3, 1, 2])
s.sort()
show(s)
v.shape = (3, 1)
show(v)
e = np.empty(3)
e[:] = 4
show(e)
f = np.arange(3.0)
f /= 2
f[np.array([0, 2])] = 9
show(f)


def change(x):
    x[0] = 10
    return x


g = change(np.array([1, 2]))
show(g)
n = np.random.rand(3)
h = np.zeros(3)
h[int(n[0] * 3)] = 1
shape(h)
unknown(h[0])
if n[0] > 0.5:
    g[1] = 3
show(g.shape)
unknown(g[1])
k = np.zeros((3, 2))
for i in range(3):
    k[i, i % 2] = i
show(k)
np.random.shuffle(k)
shape(k)
unknown(k[0, 0])
w = np.arange(4)
for i, part in enumerate(np.split(w, 2)):
    part[0] = 40 + i
show(w)
out = np.zeros(2)
np.add(1, 2, out=out)
unknown(out[0])
d = np.zeros((2, 2))
np.fill_diagonal(d, 5)
unknown(d[0, 0])
pair = [1, 2]
np.random.shuffle(pair)
unknown(pair[0])
show(isinstance(np.int64(3), int), isinstance(np.int64(3), np.integer), isinstance(np.float64(3), float), isinstance(3, np.integer))
show(isinstance(np.zeros(2), np.ndarray), isinstance([1], np.ndarray), isinstance(np.float32(1), (float, np.floating)), isinstance(np.float32(1), np.float32))
