/** The models that ship with Shapeline, written in `.net`: as files for `use`, and one by one for other languages. */
import type { LibraryModel, LibraryUse, ModelLibrary } from '../../model/library.ts'
import { noSources } from '../../source/sources.ts'
import { unknown } from '../../tensor/size.ts'
import { Budget } from './evaluate/budget.ts'
import { Suggestions, type World } from './evaluate/context.ts'
import type { Memory } from './evaluate/memory.ts'
import { makeModel } from './evaluate/models.ts'
import { moduleFinder, startModule } from './evaluate/modules.ts'
import { isModel } from './evaluate/values.ts'
import { libraryFiles } from './library-files.ts'
import { parse } from './parse/parser.ts'
import type { NetTree } from './syntax.ts'

/** The text of a file of the library; undefined for any other. */
export const libraryText = (file: string): string | undefined =>
  file.startsWith(scheme) ? libraryFiles[file.slice(scheme.length, -'.net'.length)] : undefined

/** The name of the library's file for a path such as `keras/resnet`; undefined where there is none. */
export const libraryFile = (path: string): string | undefined =>
  Object.hasOwn(libraryFiles, path) ? `${scheme}${path}.net` : undefined

/** What there is, as `use` names it. */
export const libraryPaths = (): readonly string[] => Object.keys(libraryFiles)

/** The scheme of the URIs under which the library's files can be opened. */
export const libraryScheme = 'shapeline-library'

/** How the names of the library's files begin, which no file of a user has. */
const scheme = `${libraryScheme}:/`

/** The library's models by their names. */
export function netLibrary(memory: Memory): ModelLibrary {
  let found: ReadonlyMap<string, LibraryModel> | undefined
  return {
    find(name) {
      found ??= new Map(libraryPaths().flatMap(path => modelsIn(libraryFile(path)!, memory)))
      return found.get(name)
    },
  }
}

function modelsIn(file: string, memory: Memory): readonly (readonly [name: string, LibraryModel])[] {
  const tree = memory.treeOf(file, libraryText(file)!, parse)
  return tree.lines.flatMap(({ statement }) => {
    if (statement?.type !== 'model' || !statement.name) return []
    const { name } = statement.name
    const parameters = statement.parameters.map(parameter => parameter.name.name)
    const make: LibraryModel['make'] = (args, use) => makeNamed(name, file, tree, args, use, memory)
    return [[name, { parameters, make }] as const]
  })
}

function makeNamed(
  name: string,
  file: string,
  tree: NetTree,
  args: Parameters<LibraryModel['make']>[0],
  { builder, place, input }: LibraryUse,
  memory: Memory,
): ReturnType<LibraryModel['make']> {
  const world: World = {
    builder,
    memory,
    suggestions: new Suggestions(),
    budget: new Budget(builder, tree.lines.length),
    moduleOf: moduleFinder(noSources, memory, () => world),
  }
  const definition = startModule(file, tree, world, () => {}).scope.own(name)
  const model = definition !== undefined && isModel(definition) && makeModel(definition, args, place, world, input)
  return model || unknown(`${name} cannot be made of these arguments`, place)
}
