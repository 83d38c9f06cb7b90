/** Modules that are files of the workspace: found beside the program, evaluated once for each evaluation of it. */
import { type History, noteUndo } from '../../../model/history.ts'
import type { Sources } from '../../../source/sources.ts'
import type { Place } from '../../../source/span.ts'
import { unknown } from '../../../tensor/size.ts'
import { parse, reparse } from '../parse/tree.ts'
import type { Tree } from '../syntax.ts'
import type { Context } from './context.ts'
import { HostObject } from './host.ts'
import type { Scope } from './scope.ts'
import { itemsOf, type PyValue } from './values.ts'

interface Read {
  readonly file: string
  readonly text: string | undefined
}

/** How the file of a module is evaluated: into a new scope, which it gives as soon as there is one. */
export type RunModule = (file: string, tree: Tree, context: Context, begin: (scope: Scope) => void) => void

/** The trees of imported files, kept from one evaluation to the next. */
export class Trees {
  private readonly kept = new Map<string, Tree>()

  of(file: string, text: string): Tree {
    const known = this.kept.get(file)
    const tree = known?.text === text ? known : known ? reparse(known, text) : parse(text)
    this.kept.delete(file)
    this.kept.set(file, tree)
    const [oldest] = this.kept.keys()
    if (this.kept.size > mostTrees) this.kept.delete(oldest!)
    return tree
  }
}

const mostTrees = 500

/** In how many folders above a file its imports are looked for. */
const mostFolders = 8

export class Modules {
  private readonly byFile = new Map<string, SourceModule>()
  /** What was read, or looked for in vain, in that order. */
  private readonly reads: Read[] = []

  constructor(
    private readonly sources: Sources,
    private readonly trees: Trees,
    private readonly run: RunModule,
    history: History,
  ) {
    history.keep(this.reads)
  }

  /** How often something has been read. */
  get readCount(): number {
    return this.reads.length
  }

  /** How many of the reads would give the same now. */
  countSame(sources: Sources): number {
    const first = this.reads.findIndex(({ file, text }) => sources.read(file) !== text)
    return first < 0 ? this.reads.length : first
  }

  /**
   * The module of a dotted path, relative with dots before it; undefined where no file is found. An absolute one is
   * looked for in the folder of the importing file and those above, as people start programs in any of them.
   */
  find(path: string, context: Context): SourceModule | undefined {
    const level = /^\.*/.exec(path)![0].length
    const names = path.slice(level).split('.').filter(Boolean)
    const folder = folderOf(context.importer)
    if (level > 0) return this.within(above(folder, level - 1), names, context)
    for (let i = 0; i <= mostFolders; i++) {
      const root = above(folder, i)
      if (root === undefined) return undefined
      const found = this.within(root, names, context)
      if (found) return found
    }
    return undefined
  }

  private within(root: string | undefined, names: readonly string[], context: Context): SourceModule | undefined {
    if (root === undefined) return undefined
    const path = root + names.map(name => (isUri(root) ? encodeURIComponent(name) : name)).join('/')
    const candidates = names.length === 0 ? [`${root}__init__.py`] : [`${path}.py`, `${path}/__init__.py`]
    for (const file of candidates) {
      const module = this.at(file, context)
      if (module) return module
    }
    return undefined
  }

  /** The module of a file: a cycle of imports finds it as far as it has been evaluated. */
  at(file: string, context: Context): SourceModule | undefined {
    const known = this.byFile.get(file)
    if (known) return known
    const text = this.sources.read(file)
    this.reads.push({ file, text })
    if (text === undefined) return undefined
    const module = new SourceModule(file, context)
    this.byFile.set(file, module)
    noteUndo(() => this.byFile.delete(file))
    if (!context.budget.enterCall()) return module
    this.run(file, this.trees.of(file, text), context, scope => module.begin(scope))
    context.budget.leaveCall()
    return module
  }
}

/** In URIs, as editors write them, letters beyond ASCII are escaped. */
const isUri = (folder: string): boolean => /^[a-z][\w+.-]+:/i.test(folder)

/** The folder of a file, with a slash at its end; empty for a name alone. */
const folderOf = (file: string): string => file.slice(0, file.lastIndexOf('/') + 1)

/** The folder `levels` above; undefined beyond the root. */
function above(folder: string, levels: number): string | undefined {
  let at: string | undefined = folder
  for (let i = 0; i < levels && at !== undefined; i++) at = parentOf(at)
  return at
}

function parentOf(folder: string): string | undefined {
  if (folder === '' || folder === '/' || /^[\w.+-]+:\/*[^/]*\/$/.test(folder)) return undefined
  return folder.slice(0, folder.lastIndexOf('/', folder.length - 2) + 1)
}

/** A file as a module. */
export class SourceModule extends HostObject {
  private scope: Scope | undefined

  constructor(
    private readonly file: string,
    private readonly context: Context,
  ) {
    super()
  }

  get description(): string {
    const parts = this.file.replace(/\/__init__\.py$|\.py$/, '').split('/')
    return parts.at(-1) || this.file
  }

  begin(scope: Scope): void {
    this.scope = scope
  }

  /** What the file binds to a name; undefined where that is nothing. */
  exported(name: string): PyValue | undefined {
    return this.scope?.names.get(name)
  }

  override attribute(name: string, at: Place): PyValue {
    const own = this.exported(name)
    if (own !== undefined) return own
    if (name === '__name__') return this.description
    if (name === '__file__') return this.file
    const inner = this.isPackage
      ? this.context.modules.find(`.${name}`, { ...this.context, importer: this.file })
      : undefined
    return inner ?? unknown(`${this.description} has no ${name}`, at)
  }

  override setAttribute(name: string, value: PyValue): void {
    this.scope?.set(name, value)
  }

  /** What `from module import *` binds: `__all__`, or every name without an underscore before it. */
  exports(): ReadonlyMap<string, PyValue> {
    const names = this.scope?.names ?? new Map<string, PyValue>()
    const listed = itemsOf(names.get('__all__') ?? null)
    return new Map([...names].filter(([name]) => (listed ? listed.includes(name) : !name.startsWith('_'))))
  }

  private get isPackage(): boolean {
    return this.file.endsWith('/__init__.py')
  }
}
