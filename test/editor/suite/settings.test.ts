// The user's settings reach the server, and what it has already shown is shown anew.
import * as vscode from 'vscode'
import { hints, open } from './editor.ts'
import { eventually } from './expect.ts'

suite('settings', () => {
  const set = (name: string, value: unknown) =>
    vscode.workspace.getConfiguration('shapeline').update(name, value, vscode.ConfigurationTarget.Global)

  teardown(async () => {
    await set('hints.content', undefined)
    await set('hints.batch', undefined)
  })

  test('take effect at once', async () => {
    const document = await open('lenet5.py')
    const first = async () => (await hints(document))[0]?.[1]
    await eventually(first, '(None, 28, 28, 8) · 608')
    await set('hints.content', 'shape')
    await eventually(first, '(None, 28, 28, 8)')
    await set('hints.batch', false)
    await eventually(first, '(28, 28, 8)')
  })
})
