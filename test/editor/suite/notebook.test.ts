// A notebook whose cells are one program, which imports a file beside it.
import * as vscode from 'vscode'
import { hints, hover, open, openNotebook, problems, replace, restore, uriOf } from './editor.ts'
import { contains, equal, eventually } from './expect.ts'

const book = 'notebook/cifar10.ipynb'
const module = 'notebook/blocks.py'

suite(book, () => {
  let cells: readonly vscode.TextDocument[]
  let texts: readonly string[]
  const [blocks, head, summary] = [2, 3, 4]
  const labels = async (cell: number) => (await hints(cells[cell]!)).map(([, label]) => label)

  suiteSetup(async () => {
    cells = await openNotebook(book)
    texts = cells.map(cell => cell.getText())
  })
  teardown(async () => {
    for (const [i, cell] of cells.entries()) await restore(cell, texts[i]!)
  })
  suiteTeardown(() => vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor'))

  /** The imported file halves 32×32 twice and ends with 64 channels: 8·8·64 = 4,096, and 4,097·10 = 40,970. */
  const expected = ['(None, 4096) · 0', '(None, 10) · 40,970']

  test('has hints that take what the imported file says', async () => {
    await eventually(() => labels(head), expected)
    await eventually(() => labels(blocks), ['(None, 32, 32, 3)'])
  })

  test('has no problem, magics neither', () => equal(cells.flatMap(problems), []))

  test('shows on hover how the numbers come about, and the total on the model', async () => {
    contains(await hover(cells[head]!, 'layers.Dense'), '4,096 · 10 + 10')
    contains(await hover(cells[summary]!, 'model'), '106,538')
  })

  test('lets hints follow an edit of another cell', async () => {
    await replace(cells[blocks]!, '(32, 32, 3)', '(16, 16, 3)')
    await eventually(() => labels(head), ['(None, 1024) · 0', '(None, 10) · 10,250'])
  })

  test('underlines what does not fit, until an edit of another cell makes it fit', async () => {
    const errors = () => problems(cells[head]!).filter(([severity]) => severity === 'Error')
    await replace(cells[head]!, 'Flatten()', 'Conv2D(8, 9)')
    await eventually(errors, [['Error', '9']])
    await replace(cells[blocks]!, '(32, 32, 3)', '(64, 64, 3)')
    await eventually(errors, [])
  })

  test('lets hints follow an edit of the imported file that is not saved', async () => {
    const document = await open(module)
    const text = document.getText()
    await replace(document, '(32, 64)', '(32, 16)')
    await eventually(() => labels(head), ['(None, 1024) · 0', '(None, 10) · 10,250'])
    await restore(document, text)
    await eventually(() => labels(head), expected)
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor')
  })

  test('lets hints follow a change of the imported file on the disk', async () => {
    const uri = uriOf(module)
    const bytes = await vscode.workspace.fs.readFile(uri)
    const text = new TextDecoder().decode(bytes)
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text.replace('(32, 64)', '(32, 8)')))
    await eventually(() => labels(head), ['(None, 512) · 0', '(None, 10) · 5,130'])
    await vscode.workspace.fs.writeFile(uri, bytes)
    await eventually(() => labels(head), expected)
  })
})
