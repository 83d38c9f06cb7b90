/** What of a notebook's cell is Python: IPython's own lines are masked, everything else stays in its place. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { parseCell, pythonOfCell } from '../../server/src/core/languages/python/notebook/cells.ts'
import { unexpectedIndentation } from '../../server/src/core/languages/python/parse/layout.ts'
import { parse } from '../../server/src/core/languages/python/parse/tree.ts'

/** Masked cells with their trailing blanks taken away, by what they are made of. */
const cases: Readonly<Record<string, readonly [cell: string, python: string]>> = {
  'a line magic': ['%matplotlib inline\nx = 1', '0\nx = 1'],
  'an indented one': ['if True:\n    %cd models\nx = 1', 'if True:\n    0\nx = 1'],
  'a shell line': ['!pip install keras -q\nx = 1', '0\nx = 1'],
  'the shortest ones': ['!\n%\n?', '0\n0\n0'],
  'two of them': ['!!ls\n%%nonsense here', '0\n0'],
  'a shell line that goes on': ['!pip install \\\n  keras \\\n  numpy\nx = 1', '0\n\n\nx = 1'],
  'a shell line before Windows line ends': ['!ls\r\nx = 1\r\n', '0\nx = 1\n'],
  'a shell line in a block': [
    'try:\n    import keras\nexcept ImportError:\n    !pip install keras',
    'try:\n    import keras\nexcept ImportError:\n    0',
  ],
  'what a command puts out': ['files = !ls *.py\nx = 1', 'files = __\nx = 1'],
  'what a magic gives': ['a, b = %run_it --fast\nx = 1', 'a, b = __\nx = 1'],
  'a statement that is timed': ['%time model = build(3)\nx = 1', '0;    model = build(3)\nx = 1'],
  'a loop that is timed': ['%time for i in x: f(i)', '0'],
  'a statement timed many times, which binds nothing': ['%timeit y = f(x)', '0'],
  'a question': ['model.add?\n?model\nlen??\nx = 1', '0\n0\n0\nx = 1'],
  'a question in a comment': ['x = 1  # why?\ny = "?"', 'x = 1  # why?\ny = "?"'],
  'a cell that is timed': ['%%time\nx = 1\n', '\nx = 1\n'],
  'a cell whose output is captured': ['\n# quiet\n%%capture out --no-stderr\n!pip install x\nx = 1', '\n\n\n0\nx = 1'],
  'a cell of another language': ['%%bash\nx = 1\necho "hi', '\n\n'],
  'a file that a cell writes': ['%%writefile model.py\nimport keras', '\n'],
  'a cell that runs many times, which binds nothing': ['%%timeit\nx = 1', '\n'],
  'a command without a mark': ['pip install -q keras', ''],
  'a folder without a mark': ['cd ../models', ''],
  'the remainder in brackets': ["x = (a\n% b)\ny = ('%s %s'\n  % (a, b))", "x = (a\n% b)\ny = ('%s %s'\n  % (a, b))"],
  'the remainder after a backslash': ['x = a \\\n  % b', 'x = a \\\n  % b'],
  'an inequality in brackets': ['x = (a\n  != b)', 'x = (a\n  != b)'],
  'a string of several lines': ['x = """\n%time\n!ls\n"""\n!ls', 'x = """\n%time\n!ls\n"""\n0'],
  'quotes within quotes': [`x = '\\'"""'\n!ls\ny = "it's"\n%who`, `x = '\\'"""'\n0\ny = "it's"\n0`],
  'a bracket in a string and in a comment': ['x = "("  # (\n!ls', 'x = "("  # (\n0'],
  'a bracket that is not closed yet': ['model.add(\n!ls\nimport os', 'model.add(\n0\nimport os'],
  'arguments and comparisons': ['f(a=b, c=d % e)\nx = y == z\nx %= 2', 'f(a=b, c=d % e)\nx = y == z\nx %= 2'],
  'plain Python': ['x = 5 % 3\nassert x != 4', 'x = 5 % 3\nassert x != 4'],
}

describe('masks', () => {
  for (const [name, [cell, python]] of Object.entries(cases))
    test(name, () => {
      const masked = pythonOfCell(cell)
      assert.equal(masked.length, cell.length)
      assert.equal(masked.replace(/[^\S\n]+(?=\n|$)/g, ''), python)
      if (!name.includes('not closed'))
        assert.deepEqual(
          parse(masked).chunks.flatMap(chunk => chunk.problems),
          [],
        )
    })
})

test('whatever the cell, lengths and line breaks stay', () => {
  const piece = fc.constantFrom(
    '%',
    '%%',
    '!',
    '?',
    '=',
    '(',
    ')',
    '"',
    "'",
    '"""',
    '\\',
    '\n',
    '\r',
    '\r\n',
    '#',
    ' ',
    'time',
    'ls',
    'x',
    '😀',
  )
  const breaks = (text: string) => [...text.matchAll(/[\r\n]/g)].map(({ index, 0: found }) => [index, found])
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), pieces => {
      const cell = pieces.join('')
      const masked = pythonOfCell(cell)
      assert.equal(masked.length, cell.length)
      assert.deepEqual(breaks(masked), breaks(cell))
    }),
    { numRuns: 5_000 },
  )
})

test('await at the top of a cell is no problem', () => {
  assert.deepEqual(
    parse(pythonOfCell('x = await f()\nasync with a as b:\n    pass\n')).chunks.flatMap(chunk => chunk.problems),
    [],
  )
})

describe('the indentation of the first line', () => {
  const problems = (text: string, previous?: string) => {
    const before = previous === undefined ? undefined : parseCell(previous, undefined)
    return parseCell(text, before).chunks.flatMap(chunk => chunk.problems.map(({ message }) => message))
  }

  test('is taken away from all', () => {
    assert.deepEqual(problems('  x = 1\n  y = 2\nz = 3'), [])
    assert.deepEqual(problems('  x = 1\n  y = 2\n', '  x = 1\n  y = 3\n'), [])
    assert.deepEqual(problems('%%time\n  x = 1\n'), [])
  })

  test('is unexpected once something stands before it', () => {
    assert.deepEqual(problems('y = 0\n  x = 1\n', '  x = 1\n'), [unexpectedIndentation])
    assert.deepEqual(problems('  x = 1\n', 'y = 0\n  x = 1\n'), [])
  })
})
