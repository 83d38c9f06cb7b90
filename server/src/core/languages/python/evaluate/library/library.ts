/** The standard library, and a few modules that are written as if they were of it: which modules are evaluated. */
import type { Budget } from '../context.ts'
import { Foreign } from '../foreign.ts'
import type { HostObject } from '../host.ts'
import type { Journal } from '../journal.ts'
import type { Scope } from '../scope.ts'
import { argparseMembers } from './argparse.ts'
import { collectionsMembers } from './collections.ts'
import { gcMembers, stringMembers, sysMembers, typesMembers } from './constants.ts'
import { contextlibMembers } from './contextlib.ts'
import { copyMembers } from './copy.ts'
import { dataclassesMembers } from './dataclasses.ts'
import { enumMembers } from './enums.ts'
import { appMembers, flagsMembers } from './flags.ts'
import { functoolsMembers } from './functools.ts'
import { isHarmless } from './harmless.ts'
import { itertoolsMembers } from './itertools.ts'
import { jsonMembers } from './json.ts'
import { mathMembers } from './math.ts'
import { type Members, StandardModule } from './module.ts'
import { operatorMembers } from './operator.ts'
import { osMembers, pathMembers } from './os.ts'
import { tqdmMembers } from './others.ts'
import { pathlibMembers } from './pathlib.ts'
import { reMembers } from './regular/re.ts'
import { movesMembers, sixMembers } from './six.ts'
import { abcMembers, abstractMembers, numbersMembers, typingMembers } from './typing.ts'

/** The modules of one evaluation. Whatever they change is touched in its journal before. */
export class Library {
  private readonly modules = new Map<string, HostObject>()

  constructor(
    readonly journal: Journal,
    readonly budget: Budget,
    readonly builtins: Scope,
  ) {}

  /** The module of a dotted path; undefined where it may change models, such as a file beside this one. */
  module(path: string): HostObject | undefined {
    const known = this.modules.get(path)
    if (known) return known
    const module = this.make(path)
    if (module) this.modules.set(path, module)
    return module
  }

  private make(path: string): HostObject | undefined {
    const make = Object.hasOwn(modules, path) ? modules[path] : undefined
    const holdsModules = Object.keys(modules).some(each => each.startsWith(`${path}.`))
    if (make || holdsModules)
      return new StandardModule(path, make?.(this) ?? {}, name => this.within(`${path}.${name}`))
    return isHarmless(path) ? new Foreign(path) : undefined
  }

  private within(path: string): HostObject | undefined {
    return Object.hasOwn(modules, path) ? this.module(path) : undefined
  }
}

const modules: Readonly<Record<string, (library: Library) => Members>> = {
  abc: abcMembers,
  'absl.app': appMembers,
  'absl.flags': flagsMembers,
  argparse: argparseMembers,
  collections: collectionsMembers,
  'collections.abc': abstractMembers,
  contextlib: contextlibMembers,
  copy: copyMembers,
  dataclasses: dataclassesMembers,
  enum: enumMembers,
  functools: functoolsMembers,
  gc: gcMembers,
  itertools: itertoolsMembers,
  json: jsonMembers,
  math: () => mathMembers,
  numbers: numbersMembers,
  operator: operatorMembers,
  os: osMembers,
  'os.path': pathMembers,
  pathlib: pathlibMembers,
  re: reMembers,
  six: sixMembers,
  'six.moves': movesMembers,
  string: stringMembers,
  sys: sysMembers,
  tqdm: tqdmMembers,
  'tqdm.auto': tqdmMembers,
  'tqdm.notebook': tqdmMembers,
  types: typesMembers,
  typing: typingMembers,
  typing_extensions: typingMembers,
}
