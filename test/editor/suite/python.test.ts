// Python files of other kinds than a saved file with Keras in it.
import * as vscode from 'vscode'
import { hints, hover, openUntitled, problems } from './editor.ts'
import { equal, eventually } from './expect.ts'

suite('Python', () => {
  teardown(() => vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor'))

  test('without Keras shows nothing', async () => {
    const document = await openUntitled('python', 'import numpy as np\n\nx = np.zeros((3, 3))\nx.add(np.ones(3))\n')
    equal(await hints(document), [])
    equal(await hover(document, 'zeros'), '')
    equal(problems(document), [])
  })

  test('that was never saved has hints', async () => {
    const call = 'y = keras.layers.Dense(10)(keras.Input((784,)))'
    const document = await openUntitled('python', `import keras\n${call}\n`)
    const labels = async () => (await hints(document)).map(([line, label]) => [line, label.split('\n').at(-1)])
    await eventually(labels, [[call, '(None, 10) · 7,850']])
  })
})
