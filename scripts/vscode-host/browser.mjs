// Finds a Chromium, and opens pages in it that can reach this machine and nothing else.
import { existsSync } from 'node:fs'
import path from 'node:path'
import { chromium } from 'playwright-core'

export const chromiumArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** The path of a Chromium or Chrome: what the variable CHROMIUM names, else the first one on the PATH. */
export function findChromium() {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
  const folders = ['/usr/bin', ...(process.env.PATH ?? '').split(path.delimiter)]
  const onPath = names.flatMap(name => folders.map(folder => path.join(folder, name)))
  return (process.env.CHROMIUM ? [process.env.CHROMIUM] : onPath).find(file => existsSync(file))
}

/** Why no editor can be tested on this machine, and what would change that; undefined where one can. */
export function whyNoEditor() {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return 'the VS Code for tests is for linux-x64 only; `npm run test:electron` downloads VS Code for this platform'
  if (!findChromium()) return 'there is no Chromium: `apt-get install chromium`, or name one in the variable CHROMIUM'
  return undefined
}

/** A browser without a window. */
export function launchBrowser() {
  const executablePath = findChromium()
  if (!executablePath) throw new Error(whyNoEditor())
  return chromium.launch({ executablePath, headless: true, args: chromiumArguments })
}

/**
 * A page whose requests to other machines fail; pictures of it have `scale` pixels for each of its own.
 * @param {import('playwright-core').Browser} browser
 */
export async function openPage(browser, scale = 1) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, deviceScaleFactor: scale })
  const elsewhere = (/** @type {URL} */ url) => url.protocol.startsWith('http') && url.hostname !== '127.0.0.1'
  await context.route(elsewhere, route => route.abort())
  return context.newPage()
}
