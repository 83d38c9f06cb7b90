/** Keras for the Python evaluator: which modules there are, and what each holds. */
import { applicationLayers, kerasLayers } from '../../../../layers/keras/catalogue.ts'
import { kerasOperations } from '../../../../layers/keras/operations/catalogue.ts'
import { dataType } from '../../../../layers/policy.ts'
import { noteUndo } from '../../../../model/history.ts'
import type { Place } from '../../../../source/span.ts'
import { unknown } from '../../../../tensor/size.ts'
import type { Program } from '../../../language.ts'
import { Foreign } from '../../evaluate/foreign.ts'
import type { HostObject } from '../../evaluate/host.ts'
import { Module } from '../../evaluate/imports.ts'
import type { Library } from '../../evaluate/library/library.ts'
import { Builtin, procedure } from '../../evaluate/native.ts'
import type { PyValue } from '../../evaluate/values.ts'
import type { Framework, FrameworkKind } from '../framework.ts'
import { worldOf } from '../numpy/worlds.ts'
import { applicationModules, applications } from './applications/catalogue.ts'
import { ApplicationFunction } from './applications/function.ts'
import { applicationHelper } from './applications/preprocessing.ts'
import { computation } from './computations.ts'
import { folderFunction } from './data/folders.ts'
import { datasetMember, datasetModules } from './data/sources.ts'
import { dataFunction } from './datasets.ts'
import { InputFunction } from './input.ts'
import { LayerClass, LayerFunction, UnknownLayerClass } from './layers.ts'
import { cloneOf, ModelClass, SequentialClass, SequentialObject } from './models.ts'
import { tensorFunction } from './operations.ts'
import { type Runtime, startRuntime } from './runtime.ts'
import { settingFunction } from './settings.ts'
import { tensorShape } from './shapes.ts'
import { journalLayers } from './states.ts'

export const keras: FrameworkKind = {
  isMentioned: text => /\b(?:keras|tensorflow|tf_keras|keras_applications)\b/.test(text),
  start(program, { journal, importFile, library }) {
    const { builder } = program
    builder.observe(journalLayers(journal, (model, why) => new SequentialObject(model, builder).forget(why)))
    return new Keras(program, startRuntime(builder, journal), importFile, library)
  },
}

/** Under what names Keras itself is imported. */
const roots = [
  'tensorflow.python.keras',
  'tensorflow.contrib.keras',
  'tensorflow.compat.v1.keras',
  'tensorflow.compat.v2.keras',
  'tensorflow.keras',
  'tf_keras',
  'keras',
]

class Keras implements Framework {
  private readonly modules = new Map<string, HostObject>()

  constructor(
    private readonly program: Program,
    readonly runtime: Runtime,
    private readonly importFile: (path: string) => HostObject | undefined,
    readonly library: Library,
  ) {}

  /** A member of `keras.applications`: from Keras's own source where that is at hand, else from the library. */
  application(module: string, name: string): PyValue | undefined {
    const known = applications.get(name)
    const file = this.importFile(`keras.src.applications.${known?.source ?? name}`)
    if (!known) return file ?? applicationHelper(module, name, this.runtime.builder)
    const own = file?.attribute(name, { file: this.program.file, from: 0, to: 0 })
    const shipped = own === undefined ? this.program.library.find(name) : undefined
    return shipped ? new ApplicationFunction(known, shipped, this.runtime) : own
  }

  module(path: string): HostObject | undefined {
    const known = this.modules.get(path)
    if (known) return known
    if (path.split('.')[0] === 'keras_applications')
      return this.module(path.replace('keras_applications', 'keras.applications'))
    const root = roots.find(each => path === each || path.startsWith(`${each}.`))
    if (root === undefined && path.split('.')[0] !== 'tensorflow') return undefined
    const within =
      root === undefined
        ? undefined
        : path
            .slice(root.length + 1)
            .split('.')
            .filter(part => part !== '' && !internal.has(part))
    const module = within ? new KerasModule(path, within, this, this.program) : new TensorFlowModule(path, this)
    this.modules.set(path, module)
    return module
  }
}

/** Parts of module paths that only say where Keras keeps its code. */
const internal = new Set(['src', '_tf_keras', 'keras', 'api', '_v1', '_v2', 'v1', 'v2'])

/** `tensorflow` and what is in it besides Keras: its functions on tensors, and much that changes no model. */
class TensorFlowModule extends Module {
  constructor(
    readonly description: string,
    private readonly keras: Keras,
  ) {
    super()
  }

  override attribute(name: string): PyValue {
    if (submodules.has(name)) return this.keras.module(`${this.description}.${name}`)!
    const within = this.description.split('.').slice(1)
    const path = ['tf', ...within.filter(part => !submodules.has(part)), name].join('.')
    if (path === 'tf.newaxis') return null
    if (path === 'tf.flags' || path === 'tf.app') return this.keras.library.module(`absl.${name}`)!
    if (dataType.names?.includes(name) && path === `tf.${name}`) return name
    const { runtime } = this.keras
    const known = plain.get(path) ?? datasetMember(path, runtime.builder) ?? tensorFunction(path, runtime)
    if (known !== undefined) return known
    const whole = `${this.description}.${name}`
    const isModule = kerasOperations.isModule(path) || datasetModules.has(path)
    if (isModule) return this.keras.module(whole)!
    return computation(path, whole, runtime.builder) ?? new Foreign(whole)
  }

  override exports(): ReadonlyMap<string, PyValue> {
    return new Map([['keras', this.attribute('keras')]])
  }
}

/** What programs ask to tell versions apart, and what is no function of tensors. */
const plain: ReadonlyMap<string, PyValue> = new Map<string, PyValue>([
  ['tf.__version__', '2.21.0'],
  ['tf.TensorShape', tensorShape],
  ['tf.executing_eagerly', new Builtin('tf.executing_eagerly', () => true)],
])

/** Parts of TensorFlow that hold all of it once more, or Keras. */
const submodules = new Set(['keras', 'compat', 'contrib', 'python', 'v1', 'v2'])

/** A module of Keras. `within` is its path without the root: `['layers', 'convolutional']`. */
class KerasModule extends Module {
  private readonly members = new Map<string, PyValue>()

  constructor(
    readonly description: string,
    private readonly within: readonly string[],
    private readonly keras: Keras,
    private readonly program: Program,
  ) {
    super()
  }

  override attribute(name: string, at?: Place): PyValue {
    if (this.isFormer(name)) this.program.builder.doubt(unknown(`${this.description} has no ${name} in Keras 3`, at))
    const known = this.members.get(name)
    if (known !== undefined) return known
    const member = this.find(name)
    this.members.set(name, member)
    noteUndo(() => this.members.delete(name))
    return member
  }

  override exports(): ReadonlyMap<string, PyValue> {
    const [first = ''] = this.within
    const names = Object.hasOwn(exported, first)
      ? exported[first]!
      : ['Input', 'Model', 'Sequential', 'layers', 'models']
    return new Map(names.map(name => [name, this.attribute(name)]))
  }

  /** Whether only Keras 2 has the operation: `keras.backend.exp`. TensorFlow's Keras has kept them. */
  private isFormer(name: string): boolean {
    if (this.within[0] !== 'backend' || !this.description.startsWith('keras.')) return false
    return tensorFunction(`backend.${name}`, this.keras.runtime) !== undefined
  }

  private find(name: string): PyValue {
    const { builder } = this.program
    const [first = ''] = this.within
    if (name === '__version__') return '3.15.1'
    if (name === 'Input') return new InputFunction(builder)
    if (name === 'Sequential') return new SequentialClass(this.keras.runtime)
    if (name === 'Model' || name === 'Functional') return new ModelClass(this.keras.runtime)
    const holds = holdsLayers.has(first) || name === 'Layer'
    const own = first === 'applications' ? applicationLayers.byClass(name) : undefined
    const kind = holds ? kerasLayers.byClass(name) : own
    if (kind) return new LayerClass(kind, this.keras.runtime)
    const made = holdsLayers.has(first) ? kerasLayers.byFunction(name) : undefined
    if (made) return new LayerFunction(name, made, this.keras.runtime)
    const application = first === 'applications' ? this.keras.application(this.within.at(-1)!, name) : undefined
    if (application !== undefined) return application
    const data =
      dataFunction([...this.within, name], worldOf(builder)) ?? folderFunction([...this.within, name], builder)
    if (data !== undefined) return data
    const path = [...this.within, name].join('.')
    const known = settingFunction(path, this.keras.runtime) ?? tensorFunction(path, this.keras.runtime)
    if (known) return known
    if (name === 'np_utils' || kerasOperations.isModule(path)) return this.keras.module(`${this.description}.${name}`)!
    if (name === 'clone_model') return new Builtin(name, (args, at) => cloneOf(args, at, builder))
    if (name === 'clear_session') return procedure(name, () => builder.clearNames())
    if (first === 'layers' && /^[A-Z]/.test(name)) return new UnknownLayerClass(name, builder)
    const computed = computation(path, `${this.description}.${name}`, builder)
    if (computed) return computed
    return /^[a-z]/.test(name) && !callables.has(first)
      ? this.keras.module(`${this.description}.${name}`)!
      : new Foreign(`${this.description}.${name}`)
  }
}

/** What `import *` gives of a module. */
const exported: Readonly<Record<string, readonly string[]>> = {
  layers: [...kerasLayers.kinds.flatMap(kind => [kind.name, ...kind.aliases, ...Object.keys(kind.functions)]), 'Input'],
  applications: [...applicationModules, ...applications.keys(), 'preprocess_input', 'decode_predictions'],
}

const holdsLayers = new Set(['layers', 'engine'])
/** Modules whose members in lower case are functions, not modules. */
const callables = new Set([
  'activations',
  'backend',
  'callbacks',
  'constraints',
  'initializers',
  'losses',
  'metrics',
  'models',
  'ops',
  'optimizers',
  'random',
  'regularizers',
  'saving',
  'utils',
])
