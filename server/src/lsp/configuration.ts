/** The settings of each document as the client has them: asked for once, and again after every change. */
import {
  type Connection,
  DidChangeConfigurationNotification,
  Emitter,
  type Event,
  type InitializeParams,
} from 'vscode-languageserver'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import { logFailure } from './guard.ts'
import { readSettings, type Settings, section } from './settings.ts'

export interface Configuration {
  /** The same object until the settings change. */
  readonly of: (text: TextDocument) => Promise<Settings>
  readonly onDidChange: Event<void>
}

/** A client that cannot be asked sends its settings along: at first as `initializationOptions`, then with each change. */
export function createConfiguration(
  connection: Connection,
  params: InitializeParams,
  onInitialized: Event<void>,
): Configuration {
  const client = params.capabilities.workspace
  const changed = new Emitter<void>()
  let sent = readSettings(params.initializationOptions)
  let asked = new WeakMap<TextDocument, Promise<Settings>>()
  connection.onDidChangeConfiguration(({ settings }) => {
    sent = readSettings(settings?.[section])
    asked = new WeakMap()
    changed.fire()
  })
  const register = async () => {
    try {
      await connection.client.register(DidChangeConfigurationNotification.type, { section })
    } catch (error) {
      logFailure(connection.console, 'Listening for settings', error)
    }
  }
  if (client?.didChangeConfiguration?.dynamicRegistration) onInitialized(register)
  const ask = async ({ uri }: TextDocument): Promise<Settings> => {
    try {
      return readSettings(await connection.workspace.getConfiguration({ scopeUri: uri, section }))
    } catch (error) {
      logFailure(connection.console, 'Asking for settings', error)
      return readSettings(undefined)
    }
  }
  return {
    async of(text) {
      if (!client?.configuration) return sent
      const known = asked.get(text) ?? ask(text)
      asked.set(text, known)
      return known
    },
    onDidChange: changed.event,
  }
}
