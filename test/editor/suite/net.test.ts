// What an editor does for someone who writes `.net`, in an extension host.
import * as vscode from 'vscode'
import { open, rangeOf, restore, uriOf } from './editor.ts'
import { contains, equal, eventually } from './expect.ts'

suite('.net', () => {
  let document: vscode.TextDocument
  let text: string

  const at = (part: string) => rangeOf(document, part).start
  const ask = <T>(command: string, ...rest: readonly unknown[]): Thenable<T> =>
    vscode.commands.executeCommand<T>(command, document.uri, ...rest)
  /** The text of a file after an edit, without making it. */
  const after = (file: vscode.TextDocument, edits: readonly vscode.TextEdit[]): string =>
    edits
      .toSorted((a, b) => b.range.start.compareTo(a.range.start))
      .reduce((result, { range, newText }) => {
        const [from, to] = [file.offsetAt(range.start), file.offsetAt(range.end)]
        return result.slice(0, from) + newText + result.slice(to)
      }, file.getText())

  suiteSetup(async () => {
    document = await open('net/roberta.net')
    text = document.getText()
  })
  teardown(() => restore(document, text))

  test('offers layers with the shape that they would make', async () => {
    await restore(document, 'input 32x32x3\nconv 8 5x5\nfla\n')
    const effect = async () => {
      const { items } = await ask<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        at('fla').translate(0, 3),
      )
      const label = items.map(each => each.label).find(each => typeof each !== 'string' && each.label === 'flatten')
      return typeof label === 'object' ? label.description : undefined
    }
    await eventually(effect, '(None, 6272)')
  })

  test('offers the arguments of a block of another file', async () => {
    await restore(document, text.replace('epsilon=1e-5', 'eps'))
    const labels = async () => {
      const { items } = await ask<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        at('eps ').translate(0, 3),
      )
      return items.some(({ label }) => (typeof label === 'string' ? label : label.label) === 'epsilon=')
    }
    await eventually(labels, true)
  })

  test('goes to the definition of a block in another file', async () => {
    const found = async () => {
      const places = await ask<(vscode.Location | vscode.LocationLink)[]>(
        'vscode.executeDefinitionProvider',
        at('bert depth'),
      )
      return places.map(place => ('uri' in place ? place.uri : place.targetUri).toString())
    }
    await eventually(found, [uriOf('net/bert.net').toString()])
  })

  test('renames a parameter wherever it is used', async () => {
    const position = at('heads name from').translate(0, 2)
    const renamed = async () => {
      const edit = await ask<vscode.WorkspaceEdit>('vscode.executeDocumentRenameProvider', position, 'numberOfHeads')
      return edit.entries().map(([, edits]) => edits.length)
    }
    await eventually(renamed, [2])
  })

  test('renames a block in the file that defines it, too', async () => {
    const files = async () => {
      const edit = await ask<vscode.WorkspaceEdit>(
        'vscode.executeDocumentRenameProvider',
        at('bert depth'),
        'encoder_stack',
      )
      return edit
        .entries()
        .map(([uri]) => uri.path.slice(uri.path.lastIndexOf('/') + 1))
        .toSorted()
    }
    await eventually(async () => (await files()).includes('bert.net') && (await files()).includes('roberta.net'), true)
  })

  test('puts a text in order, and leaves an orderly one alone', async () => {
    const options = { tabSize: 4, insertSpaces: true }
    const format = () => ask<vscode.TextEdit[] | undefined>('vscode.executeFormatDocumentProvider', options)
    equal(after(document, (await format()) ?? []), text)
    await restore(document, 'model A\n      input   3\n      dense 8   relu')
    await eventually(async () => after(document, (await format()) ?? []), 'model A\n  input 3\n  dense 8 relu\n')
  })

  test('colours names by what they are', async () => {
    const legend = await ask<vscode.SemanticTokensLegend>('vscode.provideDocumentSemanticTokensLegend')
    const types = async () => {
      const { data } = await ask<vscode.SemanticTokens>('vscode.provideDocumentSemanticTokens')
      return [3, 8, 13].map(i => legend.tokenTypes[data[i] ?? -1])
    }
    await eventually(types, ['class', 'parameter', 'parameter'])
  })

  test('tells of a block with the comment above it', async () => {
    const hovers = await ask<vscode.Hover[]>('vscode.executeHoverProvider', at('bert depth'))
    const shown = hovers.flatMap(({ contents }) => contents).map(each => (typeof each === 'string' ? each : each.value))
    contains(shown.join(' '), 'block bert')
  })
})
