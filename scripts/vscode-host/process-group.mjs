// Programs that start programs of their own, and end together with them.
import { spawn } from 'node:child_process'

/**
 * Starts a program as the leader of a process group, which also ends when this process exits.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
export function spawnGroup(command, args, env) {
  const leader = spawn(command, args, { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  const kill = () => signalGroup(leader, 'SIGKILL')
  process.once('exit', kill)
  leader.once('close', () => process.off('exit', kill))
  return leader
}

/**
 * Asks the group to end, and makes what is left of it after five seconds.
 * @param {import('node:child_process').ChildProcess} leader
 */
export async function endGroup(leader) {
  if (leader.exitCode === null && leader.signalCode === null) {
    const gone = new Promise(resolve => leader.once('exit', resolve))
    const timer = setTimeout(() => signalGroup(leader, 'SIGKILL'), 5000)
    signalGroup(leader, 'SIGTERM')
    await gone
    clearTimeout(timer)
  }
  signalGroup(leader, 'SIGKILL')
}

/**
 * @param {import('node:child_process').ChildProcess} leader
 * @param {NodeJS.Signals} signal
 */
export function signalGroup({ pid }, signal) {
  if (pid === undefined) return
  try {
    process.kill(-pid, signal)
  } catch {
    // The group is gone.
  }
}
