/** Texts made to break an analyser: each ends, and the layer after the hostile lines is still found. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createService } from '../../server/src/core/service.ts'
import { printShape } from '../../server/src/core/tensor/shape.ts'
import { flatten } from '../../server/src/core/tensor/structure.ts'

const before = `import keras
from keras import layers
m = keras.Sequential([keras.Input((4,)), layers.Dense(3)])
`
const after = `
keras.Sequential([keras.Input((5,)), layers.Dense(7)])
`

const cases: Readonly<Record<string, string>> = {
  'a sum of 20,000 terms': `x = ${Array(20_000).fill('1').join(' + ')}`,
  'a chain of 20,000 attributes': `x = a${'.b'.repeat(20_000)}`,
  'a chain of 5,000 calls': `x = f${'()'.repeat(5000)}`,
  'a chain of 5,000 subscripts': `x = f${'[0]'.repeat(5000)}`,
  'a conditional expression of 5,000 branches': `x = ${'1 if a else '.repeat(5000)}2`,
  'a power of a power': 'x = 10**10**10',
  'a list of 10**12': 'x = [0] * 10**12',
  'a shift by 10**9': 'x = 1 << 10**9',
  'a string of 10**10': 'x = "a" * 10**10',
  'a range of 10**9': 'x = list(range(10**9))',
  'an elif of 5,000 branches': `if a:\n  pass\n${'elif b:\n  pass\n'.repeat(5000)}`,
  'a dictionary in itself': 'd = {}\nd["a"] = d\nx = d == d\nlayers.Dense(d)',
  'a list in itself': 'a = []\na.append(a)\nb = []\nb.append(b)\nx = a == b\nlayers.Dense(a)\nprint(a)',
  'a model in itself': 'm.add(m)',
  'models that double 60 times': `${'m = keras.Sequential([m, m])\n'.repeat(60)}`,
  'models nested 3,000 deep': 'm = keras.Sequential([m])\n'.repeat(3000),
  'functional models nested 500 deep':
    'i = keras.Input((4,))\nm = keras.Model(i, layers.Dense(4)(i))\n' +
    'i = keras.Input((4,))\nm = keras.Model(i, m(m(i)))\n'.repeat(500),
  'a minus 5,000 times': `x = ${'-'.repeat(5000)}1`,
  'a tuple of 20,000 targets': `a${', b'.repeat(20_000)} = 1`,
  'an assignment to 20,000 names': `x = ${'y = '.repeat(20_000)}1`,
  'iterators of itertools without end':
    'import itertools\na = list(itertools.count())\nb = list(itertools.product(range(1000), repeat=5))\n' +
    'c = list(itertools.combinations(range(10**5), 2))\nd = list(itertools.takewhile(lambda v: True, itertools.count()))\n' +
    'e = list(itertools.chain.from_iterable(itertools.repeat([1])))\nf = list(itertools.islice(itertools.count(), 10**9))',
  'partial functions and compositions 3,000 deep':
    'import functools\nf = print\nfor i in range(3000):\n  f = functools.partial(f, i)\n' +
    'g = functools.reduce(lambda p, q: lambda t: q(p(t)), [lambda v: v] * 3000)(1)',
  'factorials and powers':
    'import math\na = math.factorial(10**9), math.comb(10**6, 10**5), math.prod(range(1, 10**5)), 1.0000001 ** 1e300',
  'copies and fields of what is in itself':
    'import copy, dataclasses\na = []\na.append(a)\nb = copy.deepcopy(a)\n@dataclasses.dataclass\nclass D:\n' +
    '  me: object = dataclasses.field(default_factory=lambda: D())\nd = dataclasses.asdict(D())',
  'unknown stars': 'layers.Dense(*unknown, **others)',
  'surrogates and markup in names': 'layers.Dense(3, name="\\ud800\0`<b>")',
  'an activation of 100,000 letters': `layers.Dense(3, activation="${'x'.repeat(100_000)}")`,
  'a list that doubles 60 times': `l = [1]\n${'l += l\n'.repeat(60)}${'l.extend(l)\n'.repeat(60)}`,
  'a string that doubles 60 times': `s = "a"\n${'s += s\n'.repeat(60)}${'s = s.join([s, s, s])\n'.repeat(30)}${'s = s.replace("a", s)\n'.repeat(30)}`,
  'a number that squares 60 times': `x = 3\n${'x *= x\n'.repeat(60)}`,
  'a tuple that doubles 40 times': `t = (1,)\n${'t = (t, t)\n'.repeat(40)}u = (1,)\n${'u = (u, u)\n'.repeat(40)}x = t == u\nlayers.Dense(t)\ny = {t: 1}`,
  'an endless loop': 'while True:\n  x = 1',
  'loops in loops': 'for i in range(10**5):\n  for j in range(10**5):\n    x = i * j',
  'an endless recursion': 'def f(n):\n  return f(n + 1)\nx = f(0)',
  'a recursion into two': 'def f(n):\n  if unknown:\n    return f(n - 1)\n  return f(n - 2) + f(n - 3)\nx = f(0)',
  'functions that call each other': 'def f(n):\n  return g(n)\ndef g(n):\n  return f(n)\nx = f(g)',
  'a class from itself': 'class A(A):\n  pass\nx = A()',
  'a lambda of itself': 'f = lambda x: f(f)\nx = f(f)',
  'unknown branches in each other': `${Array.from({ length: 80 }, (_, i) => `${' '.repeat(i)}if unknown:`).join('\n')}\n${' '.repeat(80)}x = 1`,
  'unknown branches after each other': `def f(x):\n${'  if unknown: return x\n  x = x + 1\n'.repeat(200)}  return x\ny = f(1)`,
  'a comprehension over itself': 'x = [[y for y in range(1000)] for z in range(1000)]',
  'a generator without end': 'def g():\n  while True:\n    yield 1\nx = list(g())',
  'a generator of itself': 'def g():\n  yield from g()\nx = list(g())\ny = (y for y in z)\nz = (z for z in y)\nlist(z)',
  'a generator that runs itself': 'def g():\n  yield next(i)\ni = g()\nx = list(i)',
  'iterators without end': 'x = list(iter(int, 1))\ny = zip(iter(int, 1), iter(int, 1))\nfor z in y:\n  pass',
  'lists of a class of the program in themselves':
    'class L(list): pass\na = L()\na.append(a)\nb = L()\nb.append(b)\nx = [repr(a), a == b, a < b, len(a)]\nlayers.Dense(a)\nimport copy\nc = copy.deepcopy(a)\nclass D(dict):\n  def __init__(self):\n    self.__dict__ = self\nd = D()\nd.d = d\nx = [repr(d), d == D(), d.d.d.d]\nlayers.Dense(d)',
  'tuples of a class of the program in each other':
    'class T(tuple): pass\nt = T()\nu = T()\nfor i in range(20000):\n  t = T([t])\n  u = T([u])\nx = [repr(t), t == u, t < u, {t: 1}]\nlayers.Dense(t)',
  'classes that make themselves':
    'class M(type):\n  def __call__(cls): return cls()\n  def __getattr__(cls, n): return getattr(cls, n)\nclass A(metaclass=M): pass\nclass N(type):\n  def __new__(m, n, b, d): return m(n, b, d)\nclass B(metaclass=N): pass\nclass C:\n  def __new__(cls): return cls()\nclass I:\n  def __init_subclass__(cls):\n    class J(cls): pass\nclass K(I): pass\nx = [A(), A.b, C()]',
  'attributes of themselves':
    'class A:\n  def __getattribute__(self, n): return self.n\n  def __setattr__(self, n, v): self.n = v\n  def __delattr__(self, n): del self.n\nclass D:\n  def __get__(self, o, t): return o.d\n  def __set__(self, o, v): o.d = v\nclass B:\n  d = D()\na = A()\na.x = a.y\ndel a.x\nb = B()\nb.d = 1\nx = b.d',
  'texts that run themselves':
    'text = "exec(text)"\nexec(text)\ndef f(): return eval("f()")\nx = [f(), eval("(" * 5000), eval("1+" * 4000 + "1")]\nglobals()["g"] = globals()\nx = repr(globals())',
  'regular expressions that try without end':
    'import re\nx = [re.match("(a+)+b", "a" * 40), re.match("(a|a)*b", "a" * 40), re.match("a?" * 30 + "a" * 30, "a" * 30), re.sub(".*.*.*.*x", "", "a" * 3000), re.search("(?:a{1,50}){1,50}b", "a" * 60), re.match("(?:(?:a*)b?)*c", "a" * 50), re.match("[", "a"), re.match("(", "a"), re.findall("(" * 50, "a"), re.sub("a", "b" * 10000, "a" * 10000)]',
  'an object that is its own iterator':
    'class A:\n  def __iter__(self): return self\n  def __next__(self): return 1\nx = list(A())\ny = 3 in A()\na, b = A()',
  'special methods of themselves':
    'class A:\n  def __len__(self): return len(self)\n  def __eq__(self, o): return self == o\n  def __repr__(self): return repr(self)\n  def __bool__(self): return not self\n  def __getattr__(self, n): return self.x\n  def __getitem__(self, i): return self[i]\n  def __add__(self, o): return self + o\na = A()\nx = [len(a), a == a, a != A(), repr(a), not a, a.y, a[0], list(a), a + a, 1 in a, {a: 1}]',
  'an exception in a handler in a handler': `${Array.from({ length: 80 }, (_, i) => `${' '.repeat(i)}try:\n${' '.repeat(i + 1)}raise ValueError\n${' '.repeat(i)}except ValueError:`).join('\n')}\n${' '.repeat(80)}x = 1`,
  'a match of 3,000 cases': `match unknown:\n${'  case 1:\n    x = 1\n'.repeat(3000)}`,
  'code that is not known': 'exec("m = 3")\neval("m")\nm.add(layers.Dense(3))',
  'formats without end':
    'x = "{:>1000000000}".format(1)\ny = "%1000000000d" % 1\nz = f"{1:{10**9}}"\nw = "x".zfill(10**9)\nv = "x".center(10**10)\nu = "\\t".expandtabs(10**9)\nt = "{" * 1000\ns = t.format()',
  'sets of sets': `s = frozenset([1])\n${'s = frozenset([s, (s, s)])\n'.repeat(60)}x = {s: 1}\ny = s == s`,
  'bases in each other': `class A: pass\nclass B(A): pass\nclass C(A, B): pass\n${'class C(C, B, A): pass\n'.repeat(50)}x = C().y`,
  'layers without end': 'while True:\n  m.add(layers.Dense(3))',
  'a functional model of 5,000 layers': `x = i = keras.Input((4,))\n${'x = layers.Dense(4)(x)\n'.repeat(5000)}m = keras.Model(i, x)\nm.summary()`,
}

for (const [name, text] of Object.entries(cases)) {
  test(name, () => {
    const { models } = createService().update('x.py', 'python', before + text + after)!.analysis
    const last = models.at(-1)?.outputs
    assert.equal(last && printShape(flatten(last)[0]!.type.shape), '(None, 7)')
  })
}
