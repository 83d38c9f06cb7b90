/** The standard library, and a few modules that are written as if they were of it: which modules are evaluated. */
import type { Budget } from '../context.ts'
import type { Journal } from '../journal.ts'
import type { Scope } from '../scope.ts'
import { Foreign, type HostObject } from '../values.ts'
import { collectionsMembers } from './collections.ts'
import { copyMembers } from './copy.ts'
import { functoolsMembers } from './functools.ts'
import { isHarmless } from './harmless.ts'
import { mathMembers } from './math.ts'
import { type Members, StandardModule } from './module.ts'
import { operatorMembers } from './operator.ts'

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
    if (make) return new StandardModule(path, make(this))
    return isHarmless(path) ? new Foreign(path) : undefined
  }
}

const modules: Readonly<Record<string, (library: Library) => Members>> = {
  math: () => mathMembers,
  operator: operatorMembers,
  functools: functoolsMembers,
  copy: copyMembers,
  collections: collectionsMembers,
}
