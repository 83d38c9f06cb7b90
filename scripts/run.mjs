// Runs the programs that the scripts are made of.
import { spawn } from 'node:child_process'
import path from 'node:path'

const bin = path.resolve(import.meta.dirname, '../node_modules/.bin')

/**
 * Runs a program of the PATH or of node_modules, its output going where ours goes; answers whether its exit code was 0.
 * One that takes longer than five minutes is ended.
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {Promise<boolean>}
 */
export function succeeds(command, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      stdio: 'inherit',
      timeout: 300_000,
      shell: process.platform === 'win32',
      env: { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH}` },
    })
    child.once('error', reject)
    child.once('exit', code => resolve(code === 0))
  })
}
