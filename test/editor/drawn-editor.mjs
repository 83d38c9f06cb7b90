// Reads and drives the workbench through what it draws: characters with their places, squiggles, hovers, panel rows.

/**
 * @typedef {object} Character
 * @property {string} text
 * @property {boolean} hint whether it is part of an inlay hint
 * @property {number} x its middle, in pixels of the page
 * @property {number} y
 */

/** @typedef {{ readonly x: number, readonly y: number, readonly width: number, readonly height: number }} Box */

/** @param {import('playwright-core').Page} page */
export function drawnEditor(page) {
  const hoverContents = page.locator('.monaco-hover:visible .hover-contents')
  const problemRows = page.locator('.markers-panel .monaco-list-row .marker-message')

  return {
    /**
     * The drawn inlay hints from top to bottom, as soon as there are as many as expected.
     * @param {number} count
     */
    hints: count =>
      poll(
        async () => {
          const { lines } = await page.evaluate(drawn)
          return lines.map(line => textOf(line.filter(({ hint }) => hint)).trim()).filter(text => text !== '')
        },
        hints => hints.length >= count,
      ),

    /**
     * Rests the mouse on the first place where some text is drawn; answers the text of the hover that appears.
     * @param {string} text
     */
    async hover(text) {
      const { x, y } = await firstCharacter(page, text)
      await page.mouse.move(x, y)
      await hoverContents.first().waitFor({ timeout: 10_000 })
      return plain((await hoverContents.allInnerTexts()).join('\n'))
    },

    /**
     * Selects the first place where some text is drawn, by a click on the left half of its first character and the keyboard.
     * @param {string} text
     */
    async select(text) {
      const { x, y } = await firstCharacter(page, text)
      await page.mouse.click(x - 2, y)
      for (const _ of text) await page.keyboard.press('Shift+ArrowRight')
    },

    type: (/** @type {string} */ text) => page.keyboard.type(text),

    /**
     * Opens a file by a part of its name, as a person does.
     * @param {string} name
     */
    async open(name) {
      await page.locator('.monaco-workbench .view-line').first().waitFor({ timeout: 30_000 })
      await page.keyboard.press('Control+P')
      await page.keyboard.type(name)
      await page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().click()
      await page.locator('.tab.active', { hasText: name }).waitFor({ timeout: 10_000 })
    },

    /**
     * The texts above the errors' squiggles, as soon as they are as expected.
     * @param {readonly string[]} expected
     */
    underlinedErrors: expected =>
      poll(
        async () => {
          const { lines, errors } = await page.evaluate(drawn)
          return errors.map(box => textOf(lines.flat().filter(character => isInside(character, box))))
        },
        underlined => underlined.join('\n') === expected.join('\n'),
      ),

    /** The messages in the Problems panel. */
    async problems() {
      await page.keyboard.press('Control+Shift+M')
      await problemRows.first().waitFor({ timeout: 10_000 })
      return problemRows.allInnerTexts()
    },

    screenshot: (/** @type {string} */ file) => page.screenshot({ path: file }),
  }
}

/**
 * Asks until the answer is as wanted, for half a minute at most; answers the last one.
 * @template Answer
 * @param {() => Promise<Answer>} ask
 * @param {(answer: Answer) => boolean} isWanted
 */
async function poll(ask, isWanted) {
  const deadline = Date.now() + 30_000
  for (;;) {
    const answer = await ask()
    if (isWanted(answer) || Date.now() > deadline) return answer
    await new Promise(resolve => setTimeout(resolve, 50))
  }
}

/**
 * @param {Character} character
 * @param {Box} box
 */
const isInside = ({ x, y }, box) => x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height

/**
 * The first character of the first place where some text is drawn.
 * @param {import('playwright-core').Page} page
 * @param {string} text
 */
async function firstCharacter(page, text) {
  const { lines } = await page.evaluate(drawn)
  const found = lines.map(line => line[textOf(line).indexOf(text)]).find(character => character !== undefined)
  if (!found) throw new Error(`'${text}' is not drawn; there is:\n${lines.map(textOf).join('\n')}`)
  return found
}

/** @param {readonly Character[]} characters */
const textOf = characters => plain(characters.map(({ text }) => text).join(''))

/** The editor draws no-break spaces. @param {string} text */
const plain = text => text.replaceAll('\u00a0', ' ')

/**
 * Runs in the page: the lines of the editor from top to bottom, which is not their order in the document, and the boxes
 * of the errors' squiggles.
 * @returns {{ lines: Character[][], errors: Box[] }}
 */
function drawn() {
  const range = document.createRange()
  const charactersOf = (/** @type {Text} */ node) =>
    Array.from(node.data, (text, index) => {
      range.setStart(node, index)
      range.setEnd(node, index + 1)
      const { x, y, width, height } = range.getBoundingClientRect()
      const hint = node.parentElement?.closest('[class*="dyn-rule"]') !== null
      return { text, hint, x: x + width / 2, y: y + height / 2 }
    })
  const textNodes = (/** @type {Node} */ line) => {
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT)
    const nodes = []
    while (walker.nextNode()) nodes.push(/** @type {Text} */ (walker.currentNode))
    return nodes
  }
  const boxOf = (/** @type {Element} */ element) => {
    const { x, y, width, height } = element.getBoundingClientRect()
    return { x, y, width, height }
  }
  const lines = [...document.querySelectorAll(':is(.editor-instance, .notebookOverlay) .view-lines .view-line')]
  const errors = [...document.querySelectorAll(':is(.editor-instance, .notebookOverlay) .squiggly-error')]
  lines.sort((a, b) => boxOf(a).y - boxOf(b).y)
  return { lines: lines.map(line => textNodes(line).flatMap(charactersOf)), errors: errors.map(boxOf) }
}
