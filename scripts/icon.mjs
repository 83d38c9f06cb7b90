// Draws icon.png, which the Marketplace wants as a PNG, from docs/images/icon.svg: `node scripts/icon.mjs`.
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { launchBrowser, openPage } from './vscode-host/browser.mjs'

const root = path.resolve(import.meta.dirname, '..')
const svg = await readFile(path.join(root, 'docs/images/icon.svg'), 'utf8')
const browser = await launchBrowser()
const page = await openPage(browser)
await page.setViewportSize({ width: 128, height: 128 })
await page.setContent(`<body style="margin: 0">${svg}`)
await page.screenshot({ path: path.join(root, 'icon.png'), omitBackground: true })
await browser.close()
