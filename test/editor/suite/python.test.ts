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
    const document = await openUntitled(
      'python',
      'import keras\n\nx = keras.Input((784,))\ny = keras.layers.Dense(10)(x)\n',
    )
    await eventually(
      () => hints(document),
      [
        ['x = keras.Input((784,))', '(None, 784)'],
        ['y = keras.layers.Dense(10)(x)', '(None, 10) · 7,850'],
      ],
    )
  })
})
