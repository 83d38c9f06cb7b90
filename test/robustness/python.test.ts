/** Whatever the text, analysing it ends, never throws, and gives what a fresh analysis gives. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { createService, type Service } from '../../server/src/core/service.ts'
import { digest } from '../digest.ts'
import { mutations } from './mutations.ts'

const examples = readdirSync('examples')
  .filter(name => name.endsWith('.py'))
  .map(name => readFileSync(`examples/${name}`, 'utf8'))

const analyse = (service: Service, text: string): string => digest(service.update('x.py', 'python', text)!.analysis)

test('every prefix of every example is analysed', () => {
  const service = createService()
  for (const text of examples) for (let end = 0; end <= text.length; end++) analyse(service, text.slice(0, end))
})

test('10,000 random mutations of the examples are analysed', () => {
  const service = createService()
  for (const text of mutations(examples, 10_000, 42)) analyse(service, text)
})

test('an analysis after an edit equals a fresh one', () => {
  const service = createService()
  for (const text of mutations(examples, 500, 7)) assert.equal(analyse(service, text), analyse(createService(), text))
})
