// The extension itself: where it runs, and its commands.
import * as vscode from 'vscode'
import type { Api } from '../../../client/src/common/client.ts'
import { hints, open } from './editor.ts'
import { equal, eventually } from './expect.ts'

suite('the extension', () => {
  test('runs in the extension host that the suite runs in', async () => {
    const api = await vscode.extensions.getExtension<Api>('shapeline.shapeline')?.activate()
    equal(api?.where, 'WorkerGlobalScope' in globalThis ? 'browser' : 'node')
    equal(api?.client.isRunning(), true)
  })

  test('answers again after its server was restarted', async () => {
    const document = await open('lenet5.py')
    await vscode.commands.executeCommand('shapeline.restartServer')
    await eventually(async () => (await hints(document)).length, 9)
  })

  test('writes the models of the active editor in the other language, beside it', async () => {
    await open('lenet5.net')
    await vscode.commands.executeCommand('shapeline.convertToKeras')
    const written = vscode.window.activeTextEditor?.document
    equal(written?.languageId, 'python')
    equal(written?.lineAt(0).text, 'import keras')
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor')
  })
})
